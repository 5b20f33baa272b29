package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The intervals that no placebo may overlap: other changes, incidents and release windows. */
public final class BlockedTimes {

    /** No blocked interval. */
    public static final BlockedTimes NONE = new BlockedTimes(List.of());

    private final List<Interval> intervals;
    /** Starts and ends of the merged intervals: ascending, without overlap. */
    private final int[] begins;

    private final int[] ends;

    private BlockedTimes(List<Interval> intervals) {
        this.intervals = List.copyOf(intervals);
        int[] from = new int[intervals.size()];
        int[] to = new int[intervals.size()];
        int count = 0;
        for (Interval interval : intervals.stream()
                .filter(i -> i.from() < i.to())
                .sorted(Comparator.comparingInt(Interval::from))
                .toList()) {
            if (count > 0 && interval.from() <= to[count - 1]) {
                to[count - 1] = Math.max(to[count - 1], interval.to());
            } else {
                from[count] = interval.from();
                to[count++] = interval.to();
            }
        }
        this.begins = Arrays.copyOf(from, count);
        this.ends = Arrays.copyOf(to, count);
    }

    /** Creates blocked times of intervals in any order. They may overlap each other and extend beyond the series. */
    public static BlockedTimes of(List<Interval> intervals) {
        return new BlockedTimes(intervals);
    }

    /** The intervals, as given. */
    public List<Interval> intervals() {
        return intervals;
    }

    /** Whether steps {@code [from, to)} overlap a blocked interval. */
    public boolean overlaps(int from, int to) {
        int place = Arrays.binarySearch(ends, from);
        int next = place >= 0 ? place + 1 : -place - 1;
        return next < begins.length && begins[next] < to;
    }

    /**
     * The steps {@code [from, to)} of a series.
     *
     * @param from first step
     * @param to end, exclusive
     */
    public record Interval(int from, int to) {}
}
