package io.changelens.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prometheus' Alertmanager, by {@code POST /api/v2/alerts} of its interface, which routes to mail and chats. It expects
 * to be told every few minutes of each alert that holds; one that it is no longer told of ends after {@link #HOLDS}. It
 * recognizes an alert by its labels, so being told twice notifies nobody twice.
 */
public final class Alertmanager implements AlertTarget {

    /** How long an alert holds without being told of again: three times the minute in which it is. */
    static final Duration HOLDS = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Post post;
    private final Clock clock;

    /**
     * Creates the target.
     *
     * @param address base address, such as {@code http://127.0.0.1:9093}
     * @param clock the time of the wall, by which Alertmanager ends alerts
     */
    public Alertmanager(URI address, Clock clock) {
        this(
                new Post(
                        URI.create(address.toString().replaceAll("/+$", "") + "/api/v2/alerts"), Duration.ofSeconds(1)),
                clock);
    }

    Alertmanager(Post post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void changed(ChangeAlert alert) throws InterruptedException {
        post.send(body(List.of(alert)), Map.of());
    }

    /** One attempt: the next minute brings the next. */
    @Override
    public void holding(Collection<ChangeAlert> raised) throws InterruptedException {
        if (!raised.isEmpty()) {
            post.sendOnce(body(raised), Map.of());
        }
    }

    private byte[] body(Collection<ChangeAlert> alerts) {
        ArrayNode all = JSON.createArrayNode();
        alerts.forEach(alert -> all.add(of(alert)));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode of(ChangeAlert alert) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode labels = json.putObject("labels");
        labels.put("alertname", "Changelens" + camel(alert.getKind().name()));
        labels.put("alert_id", alert.getAlertId());
        labels.put("severity", alert.getSeverity().name().toLowerCase(Locale.ROOT));
        putIfAny(labels, "change", alert.getChangeId());
        putIfAny(labels, "value_stream", alert.getValueStream());
        putIfAny(labels, "subject", alert.getSubject());
        ObjectNode annotations = json.putObject("annotations");
        annotations.put("summary", alert.getText());
        putIfAny(annotations, "code", alert.getCode());
        json.put("startsAt", alert.getRaisedAt().toString());
        Instant now = clock.instant();
        json.put(
                "endsAt",
                (alert.getState() == AlertState.RAISED ? now.plus(HOLDS) : later(now, alert.getRaisedAt())).toString());
        putIfAny(json, "generatorURL", alert.getLink());
        return json;
    }

    /** An end before the begin is refused. */
    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static void putIfAny(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : List.of(name.split("_", -1))) {
            camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return camel.toString();
    }
}
