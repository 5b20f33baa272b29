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

    /** Number of blocked steps before each step of a series of that length. */
    int[] runningCount(int length) {
        int[] edges = new int[length + 1];
        for (Interval interval : intervals) {
            int from = Math.max(0, interval.from());
            int to = Math.min(length, interval.to());
            if (from < to) {
                edges[from]++;
                edges[to]--;
            }
        }
        int[] count = new int[length + 1];
        int open = 0;
        for (int i = 0; i < length; i++) {
            open += edges[i];
            count[i + 1] = count[i] + (open > 0 ? 1 : 0);
        }
        return count;
    }

    /**
     * Steps {@code [from, to)}.
     *
     * @param from first step
     * @param to end, exclusive
     */
    public record Interval(int from, int to) {}
}
