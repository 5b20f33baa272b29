package io.changelens.core.effect;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How effects are measured.
 *
 * @param horizons lengths of the observation windows, ascending
 * @param history length of the time before a change with which it is compared
 * @param settle time between a change being live and the start of its observation windows
 * @param revisable time after the end of its observation window in which an effect may be revised
 * @param openHour how long after its start an hour is open: sums of activity in it may be revised
 */
public record EffectSettings(
        List<Duration> horizons, Duration history, Duration settle, Duration revisable, Duration openHour)
        implements Serializable {

    /** The longest horizon. */
    public Duration longest() {
        return horizons.get(horizons.size() - 1);
    }

    /**
     * How long after its end, in event time, a minute may be read: until the last revision of the latest effect that
     * reads it.
     */
    public Duration retention() {
        return history.plus(longest()).plus(revisable).plusHours(1);
    }
}
