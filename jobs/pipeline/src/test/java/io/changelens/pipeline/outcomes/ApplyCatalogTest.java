package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.kpi.Ratio;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyCatalogTest {

    private static final long CHANGE = 600_000;
    private static final RecordPosition PLACE = new RecordPosition("learning-activity", 1, 7, 0);

    private TwoInputStreamOperatorTestHarness<PartialSums, ValueStreamCatalog, OutcomeSums> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static TwoInputStreamOperatorTestHarness<PartialSums, ValueStreamCatalog, OutcomeSums> harness()
            throws Exception {
        return new TwoInputStreamOperatorTestHarness<>(new CoBroadcastWithNonKeyedOperator<>(
                new ApplyCatalog(List.of(Catalogs.small(1, 0))), List.of(CatalogFunction.REVISIONS)));
    }

    private void add(String service, String verb, long minute) throws Exception {
        PartialSums sums = new PartialSums(
                new ActivityKey(service, verb, "all", minute), new ActivitySums(3, 3, 2, 1, 7_500_000), PLACE);
        harness.processElement1(sums, minute);
    }

    private List<OutcomeSums> found() {
        return harness.extractOutputValues();
    }

    private static OutcomeSums sums(
            String stream, String kpi, String service, long minute, long numerator, long revision) {
        return new OutcomeSums(
                new OutcomeKey(stream, kpi, service, "all", minute),
                new Ratio(numerator, 3_000_000),
                3,
                revision,
                PLACE);
    }

    @Test
    void theCatalogOfTheJobsStartIsThereBeforeAnyBroadcast() throws Exception {
        add("identity", "session", 0);

        assertThat(found())
                .containsExactlyInAnyOrder(
                        sums("learn", "success", "identity", 0, 2_000_000, 1),
                        sums("teach", "success", "identity", 0, 2_000_000, 1));
    }

    @Test
    void eachMinuteIsReadByTheRevisionThatHeldInIt() throws Exception {
        harness.processElement2(Catalogs.changed(2, CHANGE), 0);
        add("player", "rated", CHANGE - 60_000);
        add("app", "rated", CHANGE);

        assertThat(found())
                .containsExactlyInAnyOrder(
                        sums("learn", "rating", "player", CHANGE - 60_000, 7_500_000, 1),
                        sums("learn", "success", "player", CHANGE - 60_000, 2_000_000, 1),
                        sums("learn", "rating", "app", CHANGE, 7_500_000, 2));
    }

    @Test
    void anUnknownServiceIsSeen() throws Exception {
        add("nobody", "rated", 0);

        assertThat(found()).containsExactly(sums("unmapped", "events", "nobody", 0, 3_000_000, 1));
    }

    @Test
    void aServiceIsCountedUnderItsIdWhateverItsName() throws Exception {
        long renamed = Catalogs.RENAMED / 60_000 * 60_000 + 60_000;
        add("legacy", "rated", renamed - 60_000);
        add("legacy", "rated", renamed);

        assertThat(found())
                .containsExactlyInAnyOrder(
                        sums("learn", "rating", "player", renamed - 60_000, 7_500_000, 1),
                        sums("learn", "success", "player", renamed - 60_000, 2_000_000, 1),
                        sums("teach", "success", "console", renamed, 2_000_000, 1));
    }

    @Test
    void activityOfAServiceIsUnmappedUntilARevisionNamesIt() throws Exception {
        add("nobody", "session", 0);
        ValueStreamCatalog later = Catalogs.small(2, 0);
        later.getServices().get(2).setAliases(List.of(new ServiceAlias("nobody", null, null)));
        harness.processElement2(later, 0);
        add("nobody", "session", 0);

        assertThat(found())
                .containsExactlyInAnyOrder(
                        sums("unmapped", "events", "nobody", 0, 3_000_000, 1),
                        sums("learn", "success", "identity", 0, 2_000_000, 2),
                        sums("teach", "success", "identity", 0, 2_000_000, 2));
    }

    @Test
    void aVerbThatNobodyAsksForAddsNothing() throws Exception {
        add("player", "slept", 0);

        assertThat(found()).isEmpty();
    }

    @Test
    void aRestoredJobKnowsTheRevisionsThatItHasSeen() throws Exception {
        harness.processElement2(Catalogs.changed(2, CHANGE), 0);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(state);
        harness.open();
        add("app", "rated", CHANGE);

        assertThat(found()).extracting(OutcomeSums::catalogRevision).containsExactly(2L);
    }
}
