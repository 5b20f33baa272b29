package io.changelens.pipeline.config;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * When people are alerted.
 *
 * @param dashboard address of the dashboard, to which alerts link
 * @param silence after how long without activity a value stream is silent
 * @param weight from which weight on an incident counts as attributed to a change
 */
public record AlertSettings(String dashboard, Duration silence, double weight) implements Serializable {

    /** Address of a change's page. */
    public String changePage(String changeId) {
        return page("change", changeId);
    }

    /** Address of a value stream's page. */
    public String streamPage(String valueStream) {
        return page("stream", valueStream);
    }

    private String page(String kind, String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return dashboard + (dashboard.endsWith("/") ? "" : "/") + "#/" + kind + "/" + encoded;
    }
}
