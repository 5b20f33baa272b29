package io.changelens.core.calendar;

/**
 * A revision of a release window, seen from one value stream. Times are epoch milliseconds.
 *
 * @param revision its number
 * @param announcedAt event time from which it was known; {@link Long#MIN_VALUE} for always
 * @param start begin
 * @param end end, exclusive
 * @param holds whether it protects the value stream; false when it was cancelled or protects others
 */
public record CalendarEntry(long revision, long announcedAt, long start, long end, boolean holds) {}
