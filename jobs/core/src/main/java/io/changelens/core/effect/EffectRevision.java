package io.changelens.core.effect;

import io.changelens.core.estimator.Controls;

/**
 * Computes revisions of effects. A revision depends only on what was read and not on when or in which order, so a
 * replay ends with the same number. Each part only grows, so a later row has a higher revision.
 *
 * <p>From the highest bits down: distinct events of the change and of its rollbacks, since these can cut the window;
 * distinct events in the outcomes and other interventions that were read; the number of the analysis, one more beside
 * controls.
 */
public final class EffectRevision {

    private static final int ANALYSIS_BITS = 4;
    private static final int READ_BITS = 40;
    private static final long COUNTED = 1L << 24;
    private static final int COARSE_BITS = 16;

    private EffectRevision() {}

    /**
     * Returns the share of an intervention in a revision. Release windows may be numbered by epoch milliseconds, which
     * would leave no room for the other parts: of a number above 2^24, only multiples of 2^16 are counted. Two
     * revisions of a release window within about a minute may then count the same, and the row that is written last
     * holds.
     */
    public static long known(Intervention intervention) {
        long revision = intervention.revision();
        return revision <= COUNTED ? revision : COUNTED + ((revision - COUNTED) >> COARSE_BITS);
    }

    /** Returns the share of an analysis in a revision. */
    static int analysis(int analysis, Controls controls) {
        return controls.isEmpty() ? analysis : analysis + 1;
    }

    /**
     * Returns the revision of an effect.
     *
     * @param ownEvents distinct events of the change and of its rollbacks
     * @param readEvents distinct events in the outcomes and other interventions that were read
     * @param analysis number of the analysis, at most 15
     */
    public static long of(long ownEvents, long readEvents, int analysis) {
        return (ownEvents << READ_BITS) + (readEvents << ANALYSIS_BITS) + analysis;
    }
}
