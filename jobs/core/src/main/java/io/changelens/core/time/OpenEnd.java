package io.changelens.core.time;

/** The end of an interval that has no end yet. */
public final class OpenEnd {

    /** Later than any time, epoch milliseconds; lengths can be added to it without overflow. */
    public static final long TIME = 1L << 60;

    private OpenEnd() {}
}
