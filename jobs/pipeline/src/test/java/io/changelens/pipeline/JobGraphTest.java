package io.changelens.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobGraphTest {

    private static final Map<String, String> PUBLISHED = Map.of(
            "publish-outcomes", Topics.OUTCOMES,
            "publish-late", Topics.LATE_EVENTS,
            "publish-rejected", Topics.REJECTED_RECORDS,
            "publish-alerts-outcomes", Topics.CHANGE_ALERTS,
            "publish-alerts-delivery", Topics.CHANGE_ALERTS,
            "publish-alerts-effects", Topics.CHANGE_ALERTS);

    enum Job {
        OUTCOMES {
            @Override
            void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known) {
                OutcomesJob.define(env, settings, known);
            }
        },
        DELIVERY {
            @Override
            void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known) {
                DeliveryJob.define(env, settings, known);
            }
        },
        EFFECTS {
            @Override
            void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known) {
                EffectsJob.define(env, settings, known);
            }
        };

        abstract void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known);

        /** Refuses an operator without an id of its own, and a type that only Kryo could write. */
        StreamGraph graph() {
            return graph(SettingsFixture.with(Duration.ofHours(1)));
        }

        StreamGraph graph(Settings settings) {
            Configuration strict = new Configuration();
            strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
            strict.set(PipelineOptions.GENERIC_TYPES, false);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
            env.enableCheckpointing(1000);
            define(env, settings, List.of(Catalogs.small(1, 0)));
            return env.getStreamGraph();
        }
    }

    @ParameterizedTest
    @EnumSource(Job.class)
    void everyOperatorHasAnIdSoThatASavepointFindsItsState(Job job) {
        StreamGraph graph = job.graph();

        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Job.class)
    void nothingOnTheWayNeedsKryo(Job job) {
        for (StreamNode node : job.graph().getStreamNodes()) {
            if (node.getTypeSerializerOut() != null) {
                assertThat(node.getTypeSerializerOut().getClass().getName())
                        .as(node.getOperatorName())
                        .doesNotContain("Kryo");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Job.class)
    void secretsOfKafkaStandInNoJobGraph(Job job, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("client.properties"),
                "security.protocol=SASL_SSL\nclient.rack=findable\nssl.truststore.password=hunter2\n"
                        + "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"u\" password=\"hunter2\";\n");
        Configuration options = SettingsFixture.options();
        options.set(io.changelens.pipeline.config.PipelineOptions.KAFKA_PROPERTIES_FILE, file.toString());
        options.set(io.changelens.pipeline.config.PipelineOptions.KAFKA_TOPIC_PREFIX, "school.");

        JobGraph graph = job.graph(Settings.of(options, "s")).getJobGraph();
        String bytes = new String(InstantiationUtil.serializeObject(graph), StandardCharsets.ISO_8859_1);

        assertThat(bytes).contains("findable", file.toString(), "school.").doesNotContain("hunter2");
    }

    /** The rights that a job asks for are those of its sources and sinks. */
    @ParameterizedTest
    @EnumSource(Job.class)
    void whatItAsksForIsWhatItReadsAndWrites(Job job) {
        KafkaAccess access = switch (job) {
            case OUTCOMES -> OutcomesJob.ACCESS;
            case DELIVERY -> DeliveryJob.ACCESS;
            case EFFECTS -> EffectsJob.ACCESS;
        };
        Set<String> reads = new TreeSet<>(Set.of(Topics.SCHEMAS));
        Set<String> writes = new TreeSet<>();
        for (StreamNode node : job.graph().getStreamNodes()) {
            String uid = node.getTransformationUID();
            if (uid.startsWith("source-") && !uid.equals("source-outcome-minutes")) {
                reads.add(uid.substring("source-".length()));
            } else if (PUBLISHED.containsKey(uid)) {
                writes.add(PUBLISHED.get(uid));
            } else {
                assertThat(uid).doesNotStartWith("publish");
            }
        }

        assertThat(access.reads()).containsExactlyInAnyOrderElementsOf(reads);
        assertThat(access.writes()).containsExactlyInAnyOrderElementsOf(writes);
    }
}
