package io.changelens.estimation.effect;

import java.util.List;

/** Times that no placebo may touch: other changes, incidents and release windows. */
public final class BlockedTimes {

    /** Nothing is blocked. */
    public static final BlockedTimes NONE = new BlockedTimes(List.of());

    private final List<Interval> intervals;

    private BlockedTimes(List<Interval> intervals) {
        this.intervals = List.copyOf(intervals);
    }

    /** These intervals, in any order; they may overlap and reach beyond the series. */
    public static BlockedTimes of(List<Interval> intervals) {
        return new BlockedTimes(intervals);
    }

    /** The intervals. */
    public List<Interval> intervals() {
        return intervals;
    }

    /**
     * Steps {@code [from, to)}.
     *
     * @param from first step
     * @param to end, exclusive
     */
    public record Interval(int from, int to) {}
}
