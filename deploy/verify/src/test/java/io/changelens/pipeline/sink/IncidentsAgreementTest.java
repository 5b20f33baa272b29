package io.changelens.pipeline.sink;

import static io.changelens.pipeline.sink.LivesWorld.millis;
import static io.changelens.pipeline.sink.LivesWorld.row;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.Cookbook;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.observed.KpiDowntime;
import io.changelens.pipeline.sink.GeneratedIncidents.Generated;
import io.changelens.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * All readers agree with the script of each generated incident about when it began and when it was resolved, and about the
 * minutes in which it made a value stream unavailable: the written row, effects, attribution, availability, the views, the
 * page, the cookbook and Grafana.
 */
class IncidentsAgreementTest {

    private static LivesWorld world;

    @BeforeAll
    static void fill() throws Exception {
        world = LivesWorld.get();
    }

    private static Map<String, String> incidents(Predicate<Generated> which, Function<Generated, String> facts) {
        return new TreeMap<>(world.incidents.stream().filter(which).collect(toMap(Generated::id, facts)));
    }

    private static Double seconds(Generated incident) {
        return incident.resolvedAt() == null
                ? null
                : Duration.between(incident.beganAt(), incident.resolvedAt()).toMillis() / 1000.0;
    }

    /** Else agreement would be cheap. */
    @Test
    void incidentsAreOfAllKinds() {
        Map<String, Long> counts = world.incidents.stream()
                .filter(Generated::production)
                .flatMap(incident -> Stream.concat(
                        incident.features().stream(),
                        Stream.of(incident.severity().name())))
                .collect(groupingBy(feature -> feature, TreeMap::new, counting()));
        counts.put(
                "elsewhere",
                world.incidents.stream().filter(i -> !i.production()).count());
        counts.put("down", world.incidents.stream().filter(Generated::isDown).count());
        assertThat(counts)
                .hasSize(10)
                .allSatisfy((feature, count) -> assertThat(count).as(feature).isGreaterThan(5));
    }

    @Test
    void rowsAndViewsSayIt() throws Exception {
        assertThat(world.ask("SELECT incident_id, production, severity, resolve_seconds, "
                        + millis("began_at", "resolved_at") + " FROM latest_incidents"))
                .isEqualTo(incidents(
                        incident -> true,
                        incident -> row(
                                incident.production(),
                                incident.severity(),
                                number(seconds(incident)),
                                incident.beganAt(),
                                incident.resolvedAt())));
        assertThat(world.ask("SELECT incident_id, " + millis("opened_at") + " FROM attributions"))
                .isEqualTo(incidents(Generated::production, incident -> row(incident.beganAt())));
    }

    /** ClickHouse prints whole numbers without a fraction. */
    private static String number(Double value) {
        return value == null ? null : value % 1 == 0 ? Long.toString(value.longValue()) : value.toString();
    }

    @Test
    void effectsAvoidIt() {
        Map<String, String> routed = new TreeMap<>();
        for (Intervention incident : world.run.interventions) {
            if (incident.kind() == Kind.INCIDENT) {
                routed.put(incident.id(), incident.withdrawn() ? "" : row(incident.from(), incident.until()));
            }
        }
        routed.values().removeIf(String::isEmpty);
        assertThat(routed)
                .isEqualTo(
                        incidents(Generated::production, incident -> row(incident.beganAt(), incident.resolvedAt())));
    }

    @Test
    void pageAndCookbookAndGrafanaShowIt() throws Exception {
        Map<String, String> shown = new TreeMap<>();
        String timeline = Files.readString(Path.of("../dashboard/src/sql/timeline-incidents.sql"));
        for (String stream : LivesWorld.STREAMS) {
            shown.putAll(world.ask(
                    "SELECT incident_id, " + millis("opened_at", "resolved_at") + " FROM (" + timeline + ")",
                    Map.of(
                            "param_stream", stream,
                            "param_from", "2026-01-01 00:00:00",
                            "param_to", "2027-01-01 00:00:00")));
        }
        assertThat(shown)
                .isEqualTo(incidents(
                        incident -> incident.production() && incident.severity() != Severity.NONE,
                        incident -> row(incident.beganAt(), incident.resolvedAt())));

        Map<String, String> lasted =
                world.ask(Cookbook.statement("incidents-by-severity").orElseThrow());
        for (Severity severity : List.of(Severity.NONE, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)) {
            List<Generated> of = world.incidents.stream()
                    .filter(incident -> incident.production() && incident.severity() == severity)
                    .toList();
            double[] sorted = of.stream()
                    .filter(incident -> incident.resolvedAt() != null)
                    .mapToDouble(IncidentsAgreementTest::seconds)
                    .sorted()
                    .toArray();
            double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            assertThat(lasted)
                    .containsEntry(severity.name(), row(of.size(), of.size() - sorted.length, Math.round(median / 60)));
        }
    }

    /** The minutes that downtimes with a length touch, as far as activity was observed. */
    private static SortedSet<Long> minutes(Stream<long[]> downtimes) {
        SortedSet<Long> minutes = new TreeSet<>();
        long last = LivesWorld.LAST_ACTIVITY.toEpochMilli();
        downtimes.filter(down -> down[0] < down[1]).forEach(down -> {
            long from = Math.max(Minute.of(down[0]), GeneratedIncidents.BEGIN.toEpochMilli());
            for (long minute = from; minute < down[1] && minute <= last; minute = Minute.end(minute)) {
                minutes.add(minute);
            }
        });
        return minutes;
    }

    private static long[] down(Instant from, Instant until) {
        return new long[] {from.toEpochMilli(), until == null ? OpenEnd.TIME : until.toEpochMilli()};
    }

    @Test
    void availabilityIsTheSame() throws Exception {
        for (String stream : LivesWorld.STREAMS) {
            SortedSet<Long> expected = minutes(world.incidents.stream()
                    .filter(incident -> incident.isDown()
                            && LivesWorld.STREAMS_OF.get(incident.service()).equals(stream))
                    .map(incident -> down(incident.beganAt(), incident.resolvedAt())));
            assertThat(expected).hasSizeBetween(300, 4000);
            assertThat(world.ask(
                                    "SELECT toString(toUnixTimestamp(minute) * 1000), '' FROM outcomes WHERE kpi = 'availability'"
                                            + " AND value_stream = '" + stream + "' AND numerator < denominator")
                            .keySet())
                    .containsExactlyElementsOf(texts(expected));

            Map<String, KpiDowntime> routed = new TreeMap<>();
            world.run.downtimes.stream()
                    .filter(down -> down.key().valueStream().equals(stream))
                    .forEach(down -> routed.put(down.incident(), down));
            assertThat(minutes(routed.values().stream().map(down -> new long[] {down.from(), down.until()})))
                    .isEqualTo(expected);

            Map<String, Intervention> avoided = new TreeMap<>();
            world.run.interventions.stream()
                    .filter(i ->
                            i.kind() == Kind.INCIDENT && i.key().valueStream().equals(stream))
                    .forEach(i -> avoided.put(i.id(), i));
            Map<String, String> grave = world.ask("SELECT incident_id, severity FROM latest_incidents"
                    + " WHERE production AND severity IN ('MAJOR', 'CRITICAL')");
            assertThat(minutes(avoided.values().stream()
                            .filter(i -> grave.containsKey(i.id()))
                            .map(i -> new long[] {i.from(), i.until()})))
                    .isEqualTo(expected);
        }
    }

    private static List<String> texts(SortedSet<Long> minutes) {
        return minutes.stream().map(minute -> Long.toString(minute)).sorted().toList();
    }

    /** No reader computes the length of an incident, or reads the times of single reports of a change. */
    @Test
    void noReaderComputesItAnew() throws IOException {
        Pattern anew = Pattern.compile(
                "dateDiff\\([^()]*(opened_at|began_at)[^()]*resolved_at|(succeeded|failed|rolled_back)_at");
        for (String directory :
                List.of("../../sql/cookbook", "../../sql/metrics", "../dashboard/src/sql", "../grafana/dashboards")) {
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                for (Path file : files.toList()) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(anew);
                }
            }
        }
    }
}
