package io.changelens.pipeline.sink;

import static java.util.stream.Collectors.toMap;

import io.changelens.core.time.OpenEnd;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.WindowKind;
import io.changelens.verify.stack.ClickHouseFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Generated lives and incidents, what the topologies make of them, and a database of its own with the rows. */
final class LivesWorld {

    static final Instant END = GeneratedIncidents.BEGIN.plus(GeneratedIncidents.LENGTH);
    static final List<String> STREAMS = List.of("teacher-support", "operations-analytics");

    /** Length of the observation window of each effect. */
    static final Duration HORIZON = Duration.ofDays(7);

    private static final String DATABASE = "lives_agreement";
    private static final Duration ACTIVITY_EVERY = Duration.ofMinutes(5);

    /** The last minute of which the availability is known. */
    static final Instant LAST_ACTIVITY = END.minus(ACTIVITY_EVERY);

    /** The value stream of each service. */
    static final Map<String, String> STREAMS_OF = GeneratedLives.SERVICES.stream()
            .collect(toMap(service -> service, service -> STREAMS.get(GeneratedLives.SERVICES.indexOf(service) / 3)));

    private static LivesWorld shared;

    final List<GeneratedLife> lives = new GeneratedLives(11).lives;
    final List<GeneratedIncidents.Generated> incidents = new GeneratedIncidents(12, 90).incidents;
    final LivesRun run;

    private final ClickHouseFixture clickHouse = ClickHouseFixture.get();

    private LivesWorld() throws Exception {
        // A release window that every change collides with.
        ReleaseWindow window = new ReleaseWindow(
                "all",
                1L,
                WindowKind.COURSE_RELEASE,
                "All",
                STREAMS,
                GeneratedLives.BEGIN.minus(Duration.ofDays(9)),
                END.plus(Duration.ofDays(90)),
                5,
                null,
                false,
                null);
        run = new LivesRun(
                shuffled(lives.stream().flatMap(life -> life.events.stream())),
                shuffled(incidents.stream().flatMap(incident -> incident.events().stream())),
                window,
                LongStream.iterate(
                        GeneratedIncidents.BEGIN.toEpochMilli(),
                        minute -> minute < END.toEpochMilli(),
                        minute -> minute + ACTIVITY_EVERY.toMillis()));
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE " + DATABASE, Map.of());
        Migrations.migrate(
                "jdbc:clickhouse:" + clickHouse.address() + "/" + DATABASE,
                clickHouse.credentials().admin());
        write(DeliveryTables.CHANGES, run.changes);
        write(
                FlowTables.FLOW_STAGES,
                run.changes.stream()
                        .flatMap(change -> FlowTables.rowsOf(change).stream())
                        .toList());
        write(DeliveryTables.INCIDENTS, run.incidents);
        write(AttributionTables.INCIDENT_ATTRIBUTIONS, run.attributed);
        write(CollisionTables.RELEASE_COLLISIONS, run.collisions);
        write(EffectTables.CHANGE_EFFECTS, run.effects);
        write(PathTables.CHANGE_EFFECT_PATHS, run.paths);
        write(OutcomeTables.OUTCOME_MINUTES, run.outcomes);
    }

    private static <T> void write(Table<T> table, List<T> elements) throws Exception {
        WrittenRows.insert(DATABASE, table, elements);
    }

    /** The one of this JVM. */
    static synchronized LivesWorld get() throws Exception {
        if (shared == null) {
            shared = new LivesWorld();
        }
        return shared;
    }

    /** In any order, some twice. */
    private static <E> List<E> shuffled(Stream<E> events) {
        Random random = new Random(13);
        List<E> all = new ArrayList<>(events.toList());
        List.copyOf(all).stream().filter(event -> random.nextInt(6) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    /** The rows of an answer by their first column; rows of one name that differ are both shown. */
    Map<String, String> ask(String sql, Map<String, String> parameters) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(parameters);
        settings.put("database", DATABASE);
        String answer = new ClickHouseHttp(clickHouse.address())
                .query(clickHouse.credentials().admin(), sql, settings);
        return answer.lines()
                .collect(toMap(
                        line -> line.substring(0, line.indexOf('\t')),
                        line -> line.substring(line.indexOf('\t') + 1),
                        (a, b) -> a.equals(b) ? a : a + " and " + b,
                        TreeMap::new));
    }

    Map<String, String> ask(String sql) throws InterruptedException {
        return ask(sql, Map.of());
    }

    /** Values as ClickHouse prints them, times as milliseconds. */
    static String row(Object... values) {
        return Stream.of(values).map(LivesWorld::text).collect(Collectors.joining("\t"));
    }

    private static String text(Object value) {
        if (value instanceof Instant time) {
            return Long.toString(time.toEpochMilli());
        }
        boolean open = value instanceof Long time && time == OpenEnd.TIME;
        return open || value == null ? "\\N" : Objects.toString(value);
    }

    /** Columns with times, as milliseconds. */
    static String millis(String... columns) {
        return Stream.of(columns)
                .map(column -> "toUnixTimestamp64Milli(" + column + ")")
                .collect(Collectors.joining(", "));
    }
}
