package io.changelens.pipeline.effects;

/**
 * Numbers the revisions of an effect by how much was known. It depends on what was read alone, not on when or in which
 * order it came, so a replay ends with the same number; and each part only grows, so a later row has a higher one.
 *
 * <p>First come the distinct events of the change and of its rollbacks, since these can cut the window; then the
 * distinct events in the outcomes that were read and of the interventions beside them; then the look.
 */
final class EffectRevision {

    private static final int LOOK_BITS = 4;
    private static final int READ_BITS = 40;

    private EffectRevision() {}

    static long of(long ownEvents, long readEvents, int look) {
        return (ownEvents << READ_BITS) + (readEvents << LOOK_BITS) + look;
    }
}
