package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.Jobs;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.verify.stack.StackFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import of a catalog that comes after activity says which outcomes it would compute differently. */
class CatalogImportTest {

    @TempDir
    private Path folder;

    @Test
    void outcomesOfAnEarlierCatalogAreToldWhenTheNewOneIsInTheTables() throws Exception {
        StackFixture fixture = StackFixture.start(Jobs.all());
        try {
            StackImports imports = new StackImports(fixture, folder);
            assertThat(imports.run("value-streams", "same.yaml", catalog())).isZero();
            assertThat(imports.account()).doesNotContain("earlier catalog");

            String activity = IntStream.range(0, 90)
                    .mapToObj(i -> "a%d,2026-03-02T%02d:%02d:00Z,session.ended,old-player,l,true%n"
                            .formatted(i, 9 + i / 60, i % 60))
                    .collect(Collectors.joining("", "eventId,occurredAt,verb,service,learner,success\n", ""));
            assertThat(imports.run("learning-activity", "activity.csv", activity))
                    .isZero();
            assertThat(imports.account()).doesNotContain("earlier catalog");

            String mended = catalog()
                    .replace("\nrevision: 1\n", "\nrevision: 2\n")
                    .replace("{id: video-player,", "{id: video-player, aliases: [old-player],");
            Path report = folder.resolve("report.json");
            assertThat(imports.run("value-streams", "mended.yaml", mended, "--json", report.toString()))
                    .as("nothing is lost")
                    .isZero();
            assertThat(imports.account())
                    .endsWith("2 hours of outcomes until 2026-03-02 10:30 UTC were computed by an earlier catalog;"
                            + " `./changelens query outdated-outcomes` lists them; `./changelens up --recompute`"
                            + " computes them again\n");
            assertThat(report)
                    .content()
                    .contains("\"outdatedOutcomes\" : {", "\"hours\" : 2", "\"until\" : \"2026-03-02T10:30:00Z\"");
        } finally {
            fixture.stop();
        }
    }

    private static String catalog() throws IOException {
        try (InputStream yaml = CatalogYaml.class.getResourceAsStream("/catalog/default-catalog.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
