package io.changelens.importer;

import io.changelens.schemas.EncodedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds back the last few events of learning activity when their times are far after all others, which a device with a
 * wrong clock causes. Such an event advances the watermark, and everything that later imports bring from the time
 * between would be late. Events before a gap harm nothing, nor does one in the middle: events are sent in order.
 *
 * <p>At most {@link #MOST} events after a gap are held back. The gap is at least {@link #GAP}, so that nights, weekends
 * and short holidays are never outliers, and much longer than any before it: {@link #FACTOR} times among at least
 * {@link #MANY} events, {@link #FACTOR_OF_FEW} times among fewer, where a gap says little. Sparse activity has long gaps
 * everywhere, so none of its gaps is an outlier.
 *
 * <p>Events must come in the order of their time.
 */
public final class TimeOutliers implements ExternalSort.Receiver {
    static final Duration GAP = Duration.ofDays(7);
    static final int MOST = 3;
    static final int MANY = 1000;
    static final int FACTOR = 3;
    static final int FACTOR_OF_FEW = 500;
    private static final int FEWEST = 5;

    private final ExternalSort.Receiver next;
    private final List<Held> suspects = new ArrayList<>();
    private long passed;
    private long last;
    private long longestGap;

    /**
     * An event that is held back.
     *
     * @param event the event
     * @param origin where it was read, see {@link Origins}
     */
    record Held(EncodedRecord event, long origin) {}

    /**
     * Looks at events on their way to a receiver.
     *
     * @param next receives the events that are not held back
     */
    public TimeOutliers(ExternalSort.Receiver next) {
        this.next = next;
    }

    @Override
    public void accept(EncodedRecord event, long origin) throws IOException {
        if (suspects.isEmpty() && !isFar(event.time())) {
            pass(event, origin);
            return;
        }
        suspects.add(new Held(event, origin));
        if (suspects.size() > MOST) {
            // More than a few events: the data go on after a pause. Another gap may be among them.
            List<Held> open = List.copyOf(suspects);
            suspects.clear();
            pass(open.get(0).event(), open.get(0).origin());
            for (Held held : open.subList(1, open.size())) {
                accept(held.event(), held.origin());
            }
        }
    }

    private boolean isFar(long time) {
        long gap = time - last;
        return passed >= FEWEST
                && gap >= GAP.toMillis()
                && gap >= longestGap * (passed >= MANY ? FACTOR : FACTOR_OF_FEW);
    }

    private void pass(EncodedRecord event, long origin) throws IOException {
        longestGap = passed == 0 ? 0 : Math.max(longestGap, event.time() - last);
        last = event.time();
        passed++;
        next.accept(event, origin);
    }

    /** The events that are held back; call this after the last event. */
    List<Held> held() {
        return suspects;
    }

    /** Time of the last event that was not held back, epoch milliseconds. */
    long last() {
        return last;
    }
}
