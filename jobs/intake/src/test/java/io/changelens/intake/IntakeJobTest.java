package io.changelens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.mapping.row.InputError;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeJobTest {

    private static Settings settings(Map<String, String> more) {
        Map<String, String> options = new TreeMap<>(more);
        options.put("kafka.bootstrap", "127.0.0.1:1");
        options.put("clickhouse.url", "jdbc:clickhouse:http://127.0.0.1:1/changelens");
        return Settings.of(Configuration.fromMap(options), "secret");
    }

    /** Refuses an operator without an id of its own, and a type that only Kryo could write. */
    private static StreamGraph graph(Map<String, String> options) {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        env.enableCheckpointing(1000);
        IntakeJob.define(env, settings(options));
        return env.getStreamGraph();
    }

    @Test
    void everyOperatorHasAnIdAndNothingNeedsKryo() {
        StreamGraph graph = graph(Map.of("intake.topics", "cdevents:prod;github:hooks"));

        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .contains("source-intake", "source-prod", "source-hooks", "publish-events");
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getTypeSerializerOut() != null) {
                assertThat(node.getTypeSerializerOut().getClass().getName())
                        .as(node.getOperatorName())
                        .doesNotContain("Kryo");
            }
        }
    }

    @Test
    void itAsksForTheRightsToReadIntakeAndToWriteEveryKindOfEvent() {
        TreeSet<String> writes = new TreeSet<>(List.of(Topics.CHANGE_ALERTS, Topics.REJECTED_RECORDS));
        RecordKind.inputs().forEach(kind -> writes.add(kind.topic()));
        assertThat(IntakeJob.ACCESS.reads()).containsExactly(Topics.INTAKE);
        assertThat(IntakeJob.ACCESS.writes()).containsExactlyInAnyOrderElementsOf(writes);
    }

    @Test
    void aPresetOfPersonsNeedsAKey(@TempDir Path directory) throws Exception {
        Map<String, String> without = Map.of("intake.topics", "xapi:statements");
        assertThatThrownBy(() -> graph(without))
                .isInstanceOf(InputError.class)
                .hasMessage("option --intake.topics: the preset xapi makes pseudonyms of persons and needs"
                        + " --intake.pseudonym-key FILE (`openssl rand -hex 32 > FILE` makes one; keep it, another key"
                        + " makes other pseudonyms)");

        Files.writeString(directory.resolve("ours.yaml"), "extends: xapi\n");
        Map<String, String> own = Map.of("intake.presets", directory.toString());
        assertThatThrownBy(() -> graph(own))
                .hasMessageStartingWith("option --intake.presets: the preset ours makes pseudonyms of persons");

        // The file is on the task managers, and need not be here.
        assertThat(graph(Map.of("intake.topics", "xapi:statements", "intake.pseudonym-key", "/run/secrets/key"))
                        .getStreamNodes())
                .isNotEmpty();
    }

    @Test
    void aPresetThatCannotBeUsedIsToldInOneLine(@TempDir Path directory) throws Exception {
        assertThatThrownBy(() -> graph(Map.of("intake.topics", "jenkinsx:builds")))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("option --intake.topics: no preset jenkinsx; there are alertmanager, ");
        assertThatThrownBy(() -> graph(Map.of("intake.presets", directory + "/none")))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("cannot read the directory of presets");

        Files.writeString(directory.resolve("ours.yaml"), "extends: github\nmatchez: 1\n");
        assertThatThrownBy(() -> graph(Map.of("intake.presets", directory.toString())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("matchez")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theKeyOfPseudonymsIsNotPartOfTheJobGraph(@TempDir Path directory) throws Exception {
        Path key = Documents.key(directory);
        JobGraph graph = graph(Map.of("intake.topics", "xapi:statements", "intake.pseudonym-key", key.toString()))
                .getJobGraph();

        String bytes = new String(InstantiationUtil.serializeObject(graph), StandardCharsets.ISO_8859_1);

        assertThat(bytes).contains(key.toString()).doesNotContain(Documents.KEY);
    }
}
