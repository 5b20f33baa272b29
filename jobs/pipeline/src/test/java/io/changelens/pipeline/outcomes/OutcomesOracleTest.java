package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The topology beside a slow and simple implementation that shares no code with it, on generated streams. */
class OutcomesOracleTest {

    static final Duration LATENESS = Duration.ofMinutes(4);
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);
    private static final int MAX_PARALLELISM = 3;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(MAX_PARALLELISM)
            .build());

    private static final List<ValueStreamCatalog> CATALOGS =
            List.of(Catalogs.small(1, 0), Catalogs.changed(2, 20 * 60_000L), Catalogs.small(3, 35 * 60_000L));

    /** Milliseconds, seconds, minutes, ten minutes, and all events at one moment. */
    private static final List<Long> GRIDS = List.of(1L, 1_000L, 60_000L, 600_000L, 86_400_000L);

    static Stream<Arguments> worlds() {
        return LongStream.rangeClosed(1, 30)
                .mapToObj(seed -> Arguments.of(seed, GRIDS.get((int) (seed % GRIDS.size()))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void outcomesEqualThoseOfASlowImplementation(long seed, long grid) throws Exception {
        int parallelism = 1 + (int) (seed % MAX_PARALLELISM);
        List<List<Received<LearningActivityEvent>>> scripts = GeneratedActivity.scripts(seed, parallelism, grid);
        SlowOutcomes slow = new SlowOutcomes(CATALOGS, LATENESS.toMillis());
        scripts.forEach(script -> slow.run(script, OUT_OF_ORDERNESS.toMillis()));

        Map<String, List<Long>> found = new HashMap<>();
        Set<String> late = new TreeSet<>();
        run(scripts, parallelism, found, late);

        assertThat(found).isEqualTo(slow.outcomes());
        assertThat(late).isEqualTo(slow.late());
        assertThat(slow.duplicates()).as("the generated stream has duplicates").isPositive();
        if (grid <= 60_000) {
            assertThat(slow.late()).as("and late events").isNotEmpty();
        }
    }

    private static void run(
            List<List<Received<LearningActivityEvent>>> scripts,
            int parallelism,
            Map<String, List<Long>> found,
            Set<String> late)
            throws Exception {
        Settings settings = SettingsFixture.with(OUT_OF_ORDERNESS, LATENESS);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        DataStream<ValueStreamCatalog> catalogs =
                env.fromData(new AvroTypeInfo<>(ValueStreamCatalog.class), CATALOGS.get(0));
        OutcomesTopology.Outcomes outcomes = OutcomesTopology.build(play(env, scripts), catalogs, CATALOGS, settings);
        CloseableIterator<OutcomeMinute> minutes = outcomes.minutes().collectAsync();
        CloseableIterator<LateEvent> lateEvents = outcomes.late().collectAsync();
        env.executeAsync();
        Map<String, OutcomeMinute> latest = new HashMap<>();
        minutes.forEachRemaining(minute -> latest.merge(key(minute), minute, OutcomesOracleTest::later));
        latest.forEach((key, minute) -> found.put(key, values(minute)));
        lateEvents.forEachRemaining(
                event -> late.add(event.eventId() + "@" + event.position().offset()));
    }

    private static String key(OutcomeMinute minute) {
        return String.join(
                " ",
                minute.getValueStream(),
                minute.getKpi(),
                minute.getService(),
                minute.getCohort(),
                minute.getMinute().toString());
    }

    private static List<Long> values(OutcomeMinute minute) {
        return List.of(
                minute.getEvents(),
                minute.getNumeratorMicros(),
                minute.getDenominatorMicros(),
                minute.getCatalogRevision());
    }

    /** As the table keeps them: the row with most events. The end of a minute may confirm its preview. */
    private static OutcomeMinute later(OutcomeMinute before, OutcomeMinute now) {
        boolean confirms = before.getPreview() && !now.getPreview();
        assertThat(now.getEvents())
                .as("a revision has more events than the one before")
                .isGreaterThanOrEqualTo(confirms ? before.getEvents() : before.getEvents() + 1);
        return now;
    }

    /** Plays each script in a subtask of its own, in its order, with a watermark after each event. */
    private static DataStream<Received<LearningActivityEvent>> play(
            StreamExecutionEnvironment env, List<List<Received<LearningActivityEvent>>> scripts) {
        List<Tuple2<Integer, List<Received<LearningActivityEvent>>>> numbered = new java.util.ArrayList<>();
        scripts.forEach(script -> numbered.add(Tuple2.of(numbered.size(), script)));
        var event = Received.typeInfo(LearningActivityEvent.class);
        return env.fromData(numbered, Types.TUPLE(Types.INT, Types.LIST(event)))
                .partitionCustom((Integer number, int subtasks) -> number, script -> script.f0)
                .<Received<LearningActivityEvent>>flatMap((script, out) -> script.f1.forEach(out::collect))
                .returns(event)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Received<LearningActivityEvent>>forGenerator(context -> new AfterEach())
                                .withTimestampAssigner((received, t) ->
                                        received.event().getOccurredAt().toEpochMilli()));
    }

    /** The least of what each partition heard so far allows. */
    private static final class AfterEach implements WatermarkGenerator<Received<LearningActivityEvent>> {
        private final Map<Integer, Long> latest = new HashMap<>();

        @Override
        public void onEvent(Received<LearningActivityEvent> received, long time, WatermarkOutput output) {
            latest.merge(received.position().partition(), time, Math::max);
            if (latest.size() == 2) {
                long least = Collections.min(latest.values());
                output.emitWatermark(new Watermark(least - OUT_OF_ORDERNESS.toMillis() - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
