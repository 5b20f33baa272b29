package io.changelens.core.calendar;

/**
 * One revision of a release window, as it applies to one value stream. Times are epoch milliseconds.
 *
 * @param revision number of the revision
 * @param announcedAt event time from which the revision was known; {@link Long#MIN_VALUE} for always
 * @param start start of the release window
 * @param end end, exclusive
 * @param protection whether the release window protects the value stream
 */
public record CalendarEntry(long revision, long announcedAt, long start, long end, Protection protection) {

    /** Whether the release window protects the value stream. */
    public boolean holds() {
        return protection == Protection.PROTECTS;
    }
}
