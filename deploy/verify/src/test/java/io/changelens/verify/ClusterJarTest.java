package io.changelens.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What goes to a cluster: the jobs with their connectors, and nothing that Flink brings or the local stack needs. */
class ClusterJarTest {

    private static final Path TARGET = Path.of("../../jobs/pipeline/target");

    private static List<String> entries() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            Path jar = files.filter(file -> file.toString().endsWith("-cluster.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no cluster jar; mvn package makes it"));
            try (JarFile content = new JarFile(jar.toFile())) {
                return content.stream().map(ZipEntry::getName).toList();
            }
        }
    }

    @Test
    void theJobsAreInItWithTheirConnectors() throws IOException {
        assertThat(entries())
                .contains(
                        "io/changelens/pipeline/OutcomesJob.class",
                        "io/changelens/pipeline/DeliveryJob.class",
                        "io/changelens/core/delivery/ChangeHistory.class",
                        "io/changelens/schemas/released/deployment-event/v1.avsc",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/connector/jdbc/core/datastream/sink/JdbcSink.class",
                        "com/clickhouse/jdbc/ClickHouseDriver.class");
    }

    @Test
    void brokerDatabaseAndDashboardAreNot() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.startsWith("kafka/server/")
                        || name.startsWith("org/apache/kafka/controller/")
                        || name.startsWith("org/flywaydb/")
                        || name.startsWith("com/sun/jna/")
                        || name.startsWith("picocli/")
                        || name.matches("io/changelens/(local|importer|simulation|demo|cli|calibrate)/.*"))
                .isEmpty();
    }

    @Test
    void whatFlinkBringsIsNot() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.startsWith("org/apache/flink/runtime/")
                        || name.startsWith("org/apache/flink/streaming/api/environment/")
                        || name.startsWith("org/apache/flink/client/")
                        || name.startsWith("org/slf4j/"))
                .isEmpty();
    }
}
