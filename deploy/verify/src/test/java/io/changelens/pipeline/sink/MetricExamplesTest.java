package io.changelens.pipeline.sink;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.core.delivery.ServiceDeployments;
import io.changelens.core.delivery.ServiceDeployments.Deployed;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.verify.stack.ClickHouseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of {@code docs/example/metrics}: the deployments of a folder, its question and the answer to it, which was
 * worked out by hand.
 */
class MetricExamplesTest {

    private static final Path EXAMPLES = Path.of("../../docs/example/metrics");
    private static final RecordPosition ANYWHERE = new RecordPosition("deployments", 0, 0, 0);

    static Stream<String> metrics() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Of its own: rows of other tests would tell what happened later. */
    private static final String DATABASE = "metric_examples";

    private static ClickHouseFixture clickHouse;

    @BeforeEach
    void create() throws Exception {
        clickHouse = ClickHouseFixture.get();
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE " + DATABASE, Map.of());
        Migrations.migrate(url(), clickHouse.credentials().admin());
    }

    @AfterEach
    void drop() throws Exception {
        clickHouse.query(clickHouse.credentials().admin(), "DROP DATABASE " + DATABASE, Map.of());
    }

    private static String url() {
        return "jdbc:clickhouse:" + clickHouse.address() + "/" + DATABASE;
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void theAnswerIsTheOneWorkedOutByHand(String metric) throws Exception {
        Path folder = EXAMPLES.resolve(metric);
        List<Change> changes = changes(folder.resolve("deployments.csv"));
        WrittenRows.insert(DATABASE, DeliveryTables.CHANGES, changes);
        WrittenRows.insert(
                DATABASE,
                FlowTables.FLOW_STAGES,
                changes.stream().flatMap(c -> FlowTables.rowsOf(c).stream()).toList());

        String answer = new ClickHouseHttp(clickHouse.address())
                .query(
                        clickHouse.credentials().admin(),
                        Files.readString(folder.resolve("question.sql")),
                        Map.of("database", DATABASE, "default_format", "CSVWithNames"));

        assertThat(answer).isEqualTo(Files.readString(folder.resolve("answer.csv")));
    }

    private static List<Change> changes(Path csv) throws Exception {
        Map<String, Collection<DeploymentEvent>> byChange = new LinkedHashMap<>();
        InputFile file = InputFile.of(csv, Optional.empty());
        try (OpenFile open = OpenFile.open(file, RecordKind.DEPLOYMENTS, Optional.empty(), new AtomicLong())) {
            Optional<Row> row = open.rows().read();
            while (row.isPresent()) {
                for (var outcome : open.mapper().map(row.get(), System.currentTimeMillis())) {
                    assertThat(outcome.rejected()).isEmpty();
                    outcome.events().forEach(made -> {
                        DeploymentEvent event = (DeploymentEvent) made.event();
                        byChange.computeIfAbsent(event.getChangeId(), id -> new ArrayList<>())
                                .add(event);
                    });
                }
                row = open.rows().read();
            }
        }
        CatalogIndex catalog = CatalogIndex.of(CatalogYaml.defaultCatalog());
        List<ChangeHistory> histories =
                byChange.values().stream().map(ChangeHistory::of).toList();
        Map<String, Relations> relations = new HashMap<>();
        histories.stream()
                .filter(MetricExamplesTest::isInProduction)
                .collect(groupingBy(h -> h.facts().getService()))
                .values()
                .forEach(ofService -> relations.putAll(ServiceDeployments.relate(
                        ofService.stream()
                                .map(Deployed::of)
                                .filter(Objects::nonNull)
                                .toList(),
                        true)));
        return histories.stream()
                .map(history -> new Change(
                        new DeliveredChange(
                                history,
                                isInProduction(history),
                                relations.getOrDefault(
                                        history.facts().getChangeId(),
                                        Relations.none(history.facts().getRollbackOf()))),
                        Impact.by(catalog, List.of(history.facts().getService()), 0),
                        List.of(),
                        List.of(),
                        ANYWHERE))
                .toList();
    }

    private static boolean isInProduction(ChangeHistory history) {
        return ProductionEnvironments.DEFAULT.contains(history.facts().getEnvironment());
    }
}
