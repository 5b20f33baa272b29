package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.rules.CatalogRules;
import io.changelens.pipeline.config.Settings.ClickHouseLogin;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.Measure;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.verify.stack.StackFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The views of names and of outdated outcomes, beside the classes by which the jobs read the catalog.
 *
 * <p>One file: the generated catalogs and what is expected of them are used together and nowhere else.
 */
class CatalogViewsTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "x", "y", "z");
    private static final List<String> STREAMS = List.of("s1", "s2");
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
    private static final int MINUTES = 240;

    private static StackFixture stack;

    @BeforeAll
    static void start() throws Exception {
        stack = StackFixture.start(List.of());
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static Instant minute(int minute) {
        return BEGIN.plusSeconds(60L * minute);
    }

    /** A catalog of some of the services, two value streams and two KPIs, which the rules accept. */
    private static ValueStreamCatalog catalog(Random random, long revision) {
        while (true) {
            List<Service> services = new ArrayList<>();
            for (String id : List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))) {
                services.add(new Service(id, id.toUpperCase(java.util.Locale.ROOT), null, List.of(), aliases(random)));
            }
            List<ValueStream> streams = new ArrayList<>();
            for (String id : STREAMS) {
                List<String> used = services.stream()
                        .map(Service::getId)
                        .filter(service -> random.nextBoolean())
                        .toList();
                streams.add(new ValueStream(
                        id,
                        id,
                        null,
                        List.of(new Activity("do", "Do", used)),
                        random.nextBoolean() ? List.of("k1") : List.of("k1", "k2"),
                        "UTC"));
            }
            ValueStreamCatalog catalog = new ValueStreamCatalog(
                    revision,
                    // Now and then two revisions have the same time, and the first one a time after some events.
                    minute(60 * random.nextInt(4)),
                    streams,
                    services,
                    List.of(kpi("k1", Aggregate.COUNT_SUCCESS), kpi("k2", Aggregate.SUM_VALUE)));
            if (CatalogRules.check(catalog).isEmpty()) {
                return catalog;
            }
        }
    }

    private static List<ServiceAlias> aliases(Random random) {
        List<ServiceAlias> aliases = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(MINUTES);
            aliases.add(new ServiceAlias(
                    NAMES.get(2 + random.nextInt(4)),
                    random.nextBoolean() ? null : minute(from),
                    random.nextBoolean() ? null : minute(from + 1 + random.nextInt(MINUTES))));
        }
        return aliases;
    }

    private static Kpi kpi(String id, Aggregate numerator) {
        return new Kpi(
                id,
                id,
                "ratio",
                Direction.HIGHER_IS_BETTER,
                0.1,
                KpiSource.LEARNING_ACTIVITY,
                new Measure(List.of("did"), numerator),
                new Measure(List.of("did"), Aggregate.COUNT));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theViewsReadTheCatalogAsTheJobsDo(long seed) throws Exception {
        Random random = new Random(seed);
        List<ValueStreamCatalog> catalogs = new ArrayList<>();
        for (long revision = 1; revision <= 3; revision++) {
            catalogs.add(catalog(random, revision));
        }
        write(catalogs);
        CatalogHistory then = CatalogHistory.of(catalogs.subList(0, 2));
        CatalogHistory now = CatalogHistory.of(catalogs);

        List<OutcomeMinute> rows = new ArrayList<>();
        Map<String, SortedSet<Integer>> outdated = new TreeMap<>();
        for (int minute = -30; minute < MINUTES; minute += 1 + random.nextInt(9)) {
            for (String name : NAMES) {
                add(then, now, name, minute, rows, outdated);
            }
        }
        insert(OutcomeTables.OUTCOME_MINUTES, rows);

        assertThat(ask("SELECT value_stream, service, catalog_revision, means_now, minutes, first_minute, last_minute"
                        + " FROM outcomes_outdated ORDER BY ALL"))
                .isEqualTo(outdated.entrySet().stream()
                        .map(e -> e.getKey() + "\t" + e.getValue().size() + "\t"
                                + time(e.getValue().first()) + "\t"
                                + time(e.getValue().last()))
                        .toList());
        assertThat(ask("SELECT n.1, toString(n.2), s.service FROM"
                        + " (SELECT arrayJoin(arrayFlatten(arrayMap(name -> arrayMap(m -> (name,"
                        + " toDateTime64('2026-03-02 10:00:00', 3, 'UTC') + toIntervalMinute(m)), range(-30, 240)),"
                        + " ['a', 'b', 'c', 'x', 'y', 'z']))) AS n) AS asked"
                        + " INNER JOIN service_names AS s ON s.name = n.1"
                        + " WHERE n.2 >= s.valid_from AND n.2 < s.valid_until ORDER BY ALL"))
                .isEqualTo(meanings(now));
    }

    /** The rows of one event of each name in a minute as the jobs wrote them, and those that they would now write otherwise. */
    private static void add(
            CatalogHistory then,
            CatalogHistory now,
            String name,
            int minute,
            List<OutcomeMinute> rows,
            Map<String, SortedSet<Integer>> outdated) {
        long time = minute(minute).toEpochMilli();
        CatalogIndex before = then.at(time);
        CatalogIndex after = now.at(time);
        List<String> wrote = written(before, name, time);
        String service = before.canonical(name, time);
        String means = after.canonical(service, time);
        boolean same = wrote.equals(written(after, service, time))
                && before.canonical(name, time).equals(means);
        for (String streamAndKpi : wrote) {
            String[] parts = streamAndKpi.split(" ", -1);
            rows.add(new OutcomeMinute(
                    parts[0],
                    parts[1],
                    service,
                    // Aliases of a service are one sum in truth; here each is a row of its own.
                    name,
                    minute(minute),
                    1L,
                    1L,
                    1L,
                    before.revision(),
                    false));
            if (!same) {
                String key = String.join(
                        "\t", parts[0], service, Long.toString(before.revision()), after.knows(means) ? means : "");
                outdated.computeIfAbsent(key, k -> new TreeSet<>()).add(minute);
            }
        }
    }

    /** Value streams and KPIs for which an event counts. */
    private static List<String> written(CatalogIndex index, String name, long time) {
        String service = index.canonical(name, time);
        return index.knows(service)
                ? index.contributions(service, "did").stream()
                        .map(c -> c.valueStream() + " " + c.kpi())
                        .sorted()
                        .toList()
                : List.of(CatalogIndex.UNMAPPED + " events");
    }

    private static List<String> meanings(CatalogHistory history) {
        List<String> meanings = new ArrayList<>();
        for (String name : NAMES) {
            for (int minute = -30; minute < MINUTES; minute++) {
                long time = minute(minute).toEpochMilli();
                String service = history.at(time).canonical(name, time);
                if (history.at(time).knows(service)) {
                    meanings.add(name + "\t" + time(minute) + ".000\t" + service);
                }
            }
        }
        return meanings;
    }

    private static String time(int minute) {
        return minute(minute).toString().replace('T', ' ').replace("Z", "");
    }

    private static void write(List<ValueStreamCatalog> catalogs) throws Exception {
        for (String table : List.of("catalog_service_names", "catalog_value_streams", "outcome_minutes")) {
            stack.query("TRUNCATE TABLE " + table);
        }
        for (ValueStreamCatalog catalog : catalogs) {
            Received<ValueStreamCatalog> received = new Received<>(
                    catalog,
                    new RecordPosition(RecordKind.VALUE_STREAMS.topic(), 0, catalog.getRevision(), 0),
                    new byte[0]);
            insert(CatalogTables.CATALOG_SERVICE_NAMES, ServiceNameRow.rowsOf(received));
            insert(CatalogTables.CATALOG_VALUE_STREAMS, CatalogRows.valueStreamsOf(received));
        }
    }

    private static List<String> ask(String sql) throws InterruptedException {
        return stack.query(stack.credentials().reader(), sql).lines().toList();
    }

    private static <T> void insert(Table<T> table, List<T> elements) throws Exception {
        ClickHouseLogin login = new ClickHouseLogin(
                stack.endpoints().jdbcUrl(),
                stack.credentials().writer().user(),
                stack.credentials().writer().password());
        SimpleJdbcConnectionProvider connections = new SimpleJdbcConnectionProvider(ClickHouseSinks.connection(login));
        try {
            new Inserter(connections, table)
                    .insert(elements.stream().map(e -> TableRow.of(table, e)).toList());
        } finally {
            connections.closeConnection();
        }
    }
}
