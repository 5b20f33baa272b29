package io.changelens.core.effect;

/**
 * Numbers the revisions of an effect by how much was known. It depends on what was read alone, not on when or in which
 * order it came, so a replay ends with the same number; and each part only grows, so a later row has a higher one.
 *
 * <p>First come the distinct events of the change and of its rollbacks, since these can cut the window; then the
 * distinct events in the outcomes that were read and of the interventions beside them; then the look.
 */
public final class EffectRevision {

    private static final int ANALYSIS_BITS = 4;
    private static final int READ_BITS = 40;
    private static final long COUNTED = 1L << 24;
    private static final int COARSE_BITS = 16;

    private EffectRevision() {}

    /**
     * How much is known of an intervention. Release windows may be numbered by epoch milliseconds, which would leave no
     * room beside the others': what is above 2^24 counts by its part above 2^16. Then two revisions of a window within a
     * minute may count alike, and the row that is written last holds.
     */
    public static long known(Intervention intervention) {
        long revision = intervention.revision();
        return revision <= COUNTED ? revision : COUNTED + ((revision - COUNTED) >> COARSE_BITS);
    }

    public static long of(long ownEvents, long readEvents, int analysis) {
        return (ownEvents << READ_BITS) + (readEvents << ANALYSIS_BITS) + analysis;
    }
}
