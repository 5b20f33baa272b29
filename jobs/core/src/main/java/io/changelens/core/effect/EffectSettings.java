package io.changelens.core.effect;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How effects are measured.
 *
 * @param horizons lengths of the windows after a change, ascending
 * @param history how far back a change is compared
 * @param settle how long after a change is live its windows begin
 * @param revisable how long after its window's end an effect may be revised
 */
public record EffectSettings(List<Duration> horizons, Duration history, Duration settle, Duration revisable)
        implements Serializable {

    /** The longest horizon. */
    public Duration longest() {
        return horizons.get(horizons.size() - 1);
    }

    /** How long after its end, in event time, a minute may still be read: by the last revision of the last effect. */
    public Duration retention() {
        return history.plus(longest()).plus(revisable).plusHours(1);
    }
}
