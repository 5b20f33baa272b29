package io.changelens.core.calendar;

/**
 * One revision of a release window, as it applies to one value stream, with what people read of it.
 *
 * @param valueStream id of the value stream
 * @param windowId id of the release window
 * @param entry its times, and whether it protects the value stream
 * @param kind why the time is protected
 * @param title one line for people
 * @param importance 1 to 5
 * @param expectedLearners learners expected in it; null when unknown
 */
public record ValueStreamWindow(
        String valueStream,
        String windowId,
        CalendarEntry entry,
        String kind,
        String title,
        int importance,
        Long expectedLearners) {}
