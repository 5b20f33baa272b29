package io.changelens.core.effect;

import java.time.Duration;

/**
 * The times of one effect: a change on a KPI over a horizon. Times are epoch milliseconds on whole minutes.
 *
 * @param begin where the history begins that it is compared with
 * @param before where the time before the change ends, exclusive
 * @param after where the window after the change begins
 * @param horizon length of the whole window, in minutes
 * @param exposed how much of it the change was live, in minutes; less than {@code horizon} after a rollback
 * @param closesAt when the effect is no longer revised
 */
public record EffectPlan(long begin, long before, long after, int horizon, int exposed, long closesAt) {

    /** The last look: at the end of the window. */
    public static final int LAST_ANALYSIS = 8;

    public static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /**
     * Plans an effect.
     *
     * @param change the change
     * @param until when its exposure ended, {@link Intervention#OPEN} if it has not
     * @param horizon length of the window after it
     */
    public static EffectPlan of(Intervention change, long until, Duration horizon, EffectSettings settings) {
        long after = -Math.floorDiv(-change.live() - settings.settle().toMillis(), MINUTE) * MINUTE;
        long begin = after - settings.history().toMinutes() * MINUTE;
        int steps = Math.toIntExact(horizon.toMinutes());
        long exposed = Math.floorDiv(until, MINUTE) - after / MINUTE;
        return new EffectPlan(
                begin,
                Math.max(begin, Math.floorDiv(change.from(), MINUTE) * MINUTE),
                after,
                steps,
                Math.toIntExact(Math.max(0, Math.min(steps, exposed))),
                after + steps * MINUTE + settings.revisable().toMillis());
    }

    /** How much of the window has passed at a look, 1 to {@link #LAST_ANALYSIS}, in minutes: that many eighths, rounded up. */
    public int elapsed(int analysis) {
        return (exposed * analysis + LAST_ANALYSIS - 1) / LAST_ANALYSIS;
    }

    /** When a look is due. */
    public long windowEnd(int analysis) {
        return after + elapsed(analysis) * MINUTE;
    }

    /** The latest look that is due at a time; 0 when there is none yet. */
    public int analysisAt(long now) {
        int analysis = LAST_ANALYSIS;
        while (analysis > 0 && windowEnd(analysis) > now) {
            analysis--;
        }
        return analysis;
    }

    /** Whether it was cut short. */
    public boolean cut() {
        return exposed < horizon;
    }

    /** The step of the history at a time. */
    public int step(long time) {
        return Math.toIntExact((time - begin) / MINUTE);
    }

    /** Whether what happened in {@code [from, until)} can have been read at a look. */
    public boolean reads(long from, long until, int analysis) {
        return from < windowEnd(analysis) && until > begin;
    }
}
