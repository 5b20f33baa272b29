package io.changelens.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.calibrate.KpiFile;
import io.changelens.core.calibration.RecordedKpi;
import io.changelens.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void valuesComeInEqualStepsAndWhatIsMissingIsAGap() throws IOException {
        RecordedKpi kpi = read("""
                timestamp,value
                2024-01-01 00:00:03,1
                2024-01-01 00:05:09,2
                2024-01-01 00:10:01,
                2024-01-01 00:14:59,4
                2024-01-01 00:20:59,5
                """);
        assertThat(kpi.stepMillis()).isEqualTo(300_000);
        assertThat(kpi.numerators()).containsExactly(1, 2, 0, 4, 5);
        assertThat(kpi.denominators()).containsExactly(1, 1, 0, 1, 1);
    }

    @Test
    void aRatioHasTwoColumnsAndTimesMayBeNumbers() throws IOException {
        RecordedKpi kpi = read("t,n,d\n1700000000,3,10\n1700003600,4,0\n");
        assertThat(kpi.stepMillis()).isEqualTo(3_600_000);
        assertThat(kpi.numerators()).containsExactly(3, 4);
        assertThat(kpi.denominators()).containsExactly(10, 0);
    }

    @Test
    void aWrongLineIsNamed() {
        assertThatThrownBy(() -> read("timestamp,value\n2024-01-01 00:00:00,1\nsoon,2\n"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("kpi.csv, line 3: soon is no time");
        assertThatThrownBy(() -> read("timestamp,value\n2024-01-01 00:00:00,1\n2024-01-01 01:00:00,-2\n"))
                .hasMessageEndingWith("kpi.csv, line 3: -2 is not 0 or more; effects are relative, so a KPI has to be");
        assertThatThrownBy(() -> read("timestamp,value\n2024-01-01 00:00:00,x1\n2024-01-01 01:00:00,1\n"))
                .hasMessageEndingWith("line 2: x1 is no number");
        assertThatThrownBy(() -> read("timestamp,value\n"))
                .hasMessageEndingWith("has 0 values; at least 2 are needed to know the step");
    }

    @Test
    void aThirdColumnIsADenominatorOnlyIfItIsNamedOne() {
        assertThatThrownBy(() -> read("timestamp,value,label\n1700000000,3,0\n1700003600,4,1\n"))
                .hasMessageContaining(
                        "3 columns, but the third is named label; a file has two, timestamp,value, or three");
        assertThatThrownBy(() -> read("1700000000,3,10\n1700003600,4,10\n"))
                .hasMessageContaining("no header that names them");
        assertThatThrownBy(() -> read("timestamp,a,b,c\n1700000000,3,10,1\n1700003600,4,10,1\n"))
                .hasMessageContaining("has 4 columns");
    }

    @Test
    void writesTheContract() throws IOException {
        StringBuilder csv = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 24 * 30; i++) {
            csv.append(1_700_000_000L + i * 3600L)
                    .append(',')
                    .append(100 + 50 * Math.sin(i * Math.PI / 12) + (i * 7919L) % 13)
                    .append('\n');
        }
        Files.writeString(folder.resolve("kpi.csv"), csv);
        Files.writeString(folder.resolve("x-labelled-windows.json"), """
                {"some/kpi.csv": [["2023-11-20 00:00:00.000000", "2023-11-21 00:00:00"]]}""");
        Path json = folder.resolve("out.json");
        int exit = new CommandLine(new CalibrateCommand())
                .execute(folder.toString(), "--horizons", "6h,7d", "--inject", "0,0.1", "--json", json.toString());
        assertThat(exit).isZero();
        JsonNode results = JsonMapper.builder().build().readTree(json.toFile()).get("results");
        assertThat(results).hasSize(12);
        assertThat(results.get(0).get("method").asText()).isEqualTo("changelens");
        assertThat(results.get(0).get("horizon").asText()).isEqualTo("6h");
        assertThat(results.get(0).get("evaluated").asInt()).isPositive();
        assertThat(results.get(2).get("horizon").asText()).isEqualTo("7d");
        assertThat(results.get(2).get("significantShare").isNull()).isTrue();
    }

    @Test
    void nearWithoutABreakIsAMistake() {
        CommandLine command = new CommandLine(new CalibrateCommand());
        command.setExecutionExceptionHandler((error, line, parsed) -> {
            assertThat(error).hasMessageContaining("give a --break too");
            return 7;
        });
        assertThat(command.execute(folder.toString(), "--near", "7d")).isEqualTo(7);
    }

    @Test
    void seriesOfAPanelAreControlsOfEachOther() throws IOException {
        for (int k = 0; k < 6; k++) {
            Random common = new Random(1);
            Random own = new Random(2 + k);
            StringBuilder csv = new StringBuilder("timestamp,value\n");
            for (int i = 0; i < 24 * 30; i++) {
                double value = 100 * Math.exp(0.2 * common.nextGaussian() + 0.01 * own.nextGaussian());
                csv.append(1_700_000_000L + i * 3600L).append(',').append(value).append('\n');
            }
            Files.writeString(folder.resolve("kpi" + k + ".csv"), csv);
        }
        JsonNode alone = results("--trials", "20");
        JsonNode panel = results("--trials", "20", "--panel");

        assertThat(alone.has("commonShocks")).isFalse();
        assertThat(panel.get("commonShocks").asDouble()).isBetween(0.0, 0.5);
        assertThat(panel.get("significantShare").asDouble())
                .isGreaterThan(alone.get("significantShare").asDouble() + 0.3);
    }

    /** What is found of Changelens with +10 % injected. */
    private JsonNode results(String... options) throws IOException {
        Path json = folder.resolve("panel.json");
        List<String> arguments = new ArrayList<>(
                List.of(folder.toString(), "--horizons", "6h", "--inject", "0.1", "--json", json.toString()));
        arguments.addAll(List.of(options));
        int exit = new CommandLine(new CalibrateCommand()).execute(arguments.toArray(String[]::new));
        assertThat(exit).isZero();
        return JsonMapper.builder()
                .build()
                .readTree(json.toFile())
                .get("results")
                .get(0);
    }

    private RecordedKpi read(String csv) throws IOException {
        Path file = folder.resolve("kpi.csv");
        Files.writeString(file, csv);
        return KpiFile.read(file, ZoneOffset.UTC, List.of());
    }
}
