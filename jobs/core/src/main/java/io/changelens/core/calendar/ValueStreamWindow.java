package io.changelens.core.calendar;

/**
 * A revision of a release window, seen from one value stream.
 *
 * @param valueStream id of the value stream
 * @param windowId id of the window
 * @param entry when it is, and whether it protects the value stream
 * @param kind why the time is protected
 * @param title one line for people
 * @param importance 1 to 5
 * @param expectedLearners in it; null when unknown
 */
public record ValueStreamWindow(
        String valueStream,
        String windowId,
        CalendarEntry entry,
        String kind,
        String title,
        int importance,
        Long expectedLearners) {}
