package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EffectRevisionTest {

    private static final long NOW = 1_800_000_000_000L; // in the year 2027
    private static final long MOST_READ = (1L << 36) - 1;

    private static long known(long revision) {
        return EffectRevision.known(new Intervention(
                new KpiKey("learn", "rating"), Kind.WINDOW, "W-1", revision, 0, 0, 1, false, "", null));
    }

    @Test
    void ownEventsComeBeforeThoseThatWereReadAndTheseBeforeTheLook() {
        assertThat(EffectRevision.of(0, 0, 8)).isLessThan(EffectRevision.of(0, 1, 1));
        assertThat(EffectRevision.of(0, MOST_READ, 8)).isLessThan(EffectRevision.of(1, 0, 0));
    }

    @Property
    void revisionsAreInTheOrderOfTheirParts(
            @ForAll @LongRange(min = 0, max = 100_000) long own,
            @ForAll @LongRange(min = 0, max = MOST_READ) long read,
            @ForAll @IntRange(max = 8) int analysis,
            @ForAll @LongRange(min = 0, max = 100_000) long otherOwn,
            @ForAll @LongRange(min = 0, max = MOST_READ) long otherRead,
            @ForAll @IntRange(max = 8) int otherAnalysis) {
        int order = Long.compare(own, otherOwn);
        order = order == 0 ? Long.compare(read, otherRead) : order;
        order = order == 0 ? Integer.compare(analysis, otherAnalysis) : order;

        assertThat(Long.compare(
                        EffectRevision.of(own, read, analysis), EffectRevision.of(otherOwn, otherRead, otherAnalysis)))
                .isEqualTo(order);
    }

    @Test
    void fewEventsAreCountedOneByOne() {
        assertThat(known(0)).isZero();
        assertThat(known(7)).isEqualTo(7);
        assertThat(known(1 << 24)).isEqualTo(1 << 24);
    }

    @Test
    void whatIsAboveCountsInSteps() {
        assertThat(known((1 << 24) + (1 << 16) - 1)).isEqualTo(1 << 24);
        assertThat(known((1 << 24) + (1 << 16))).isEqualTo((1 << 24) + 1);
    }

    @Property
    void aLaterRevisionNeverCountsForLess(
            @ForAll @LongRange(min = 0, max = NOW) long revision, @ForAll @LongRange(min = 0, max = NOW) long more) {
        assertThat(known(revision + more)).isGreaterThanOrEqualTo(known(revision));
    }

    @Test
    void ofWindowsThatAreNumberedByTheClockAMinuteAndAFewSecondsCount() {
        assertThat(known(NOW + (1 << 16))).isEqualTo(known(NOW) + 1);
        assertThat(known(NOW)).as("a thousand of them leave room for others").isLessThan(MOST_READ / 1000);
    }
}
