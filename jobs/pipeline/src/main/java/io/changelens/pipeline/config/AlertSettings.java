package io.changelens.pipeline.config;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Settings for alerts.
 *
 * @param dashboard address of the dashboard, to which alerts link
 * @param silence time without activity after which a value stream counts as silent
 * @param weight smallest weight at which an incident counts as attributed to a change, from 0 to 1
 */
public record AlertSettings(String dashboard, Duration silence, double weight) implements Serializable {

    /** Returns the address of a change's page on the dashboard. */
    public String changePage(String changeId) {
        return page("change", changeId);
    }

    /** Returns the address of a value stream's page on the dashboard. */
    public String streamPage(String valueStream) {
        return page("stream", valueStream);
    }

    private String page(String kind, String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return dashboard + (dashboard.endsWith("/") ? "" : "/") + "#/" + kind + "/" + encoded;
    }
}
