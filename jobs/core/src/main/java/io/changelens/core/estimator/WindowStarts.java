package io.changelens.core.estimator;

/**
 * Where windows start that are equally spaced by the clock of the change. Window 0 is the latest.
 *
 * @param anchor time by that clock to which window 0 belongs
 * @param offset steps from there to the start of the window
 * @param stride steps between neighbouring windows
 * @param clock clock changes in the series
 */
record WindowStarts(int anchor, int offset, int stride, ClockChanges clock) {

    /** Windows in a zone whose clocks do not change. */
    static WindowStarts every(int stride, int latest) {
        return new WindowStarts(latest, 0, stride, ClockChanges.NONE);
    }

    /** Step of the series at which a window starts. */
    int at(int window) {
        return clock.inSeries(anchor - window * stride) + offset;
    }

    /** Number of the windows that do not start before the series, of so many. */
    int known(int windows) {
        int known = Math.min(windows, Math.max(-1, Math.floorDiv(anchor + offset, stride)) + 1);
        while (known > 0 && at(known - 1) < 0) {
            known--;
        }
        return known;
    }

    /** End, exclusive, of the windows from one on that are equally spaced in the series, too. */
    int sameClockUntil(int window, int windows) {
        return window + clock.run(anchor - window * stride, stride, windows - window);
    }
}
