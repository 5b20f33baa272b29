package io.changelens.core.effect;

import io.changelens.core.estimator.ClockChanges;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The times of one effect: a change on a KPI at one horizon. Times are epoch milliseconds on whole minutes; steps are
 * minutes since {@code begin}.
 *
 * @param begin start of the history with which the change is compared
 * @param before end of the time before the change, exclusive
 * @param after start of the observation window
 * @param horizon length of the whole observation window, in minutes
 * @param exposed minutes of it in which the change was live; less than {@code horizon} after a rollback
 * @param controlledAt when the last analysis is repeated beside controls: all hours that it reads are closed
 * @param closesAt when the effect is no longer revised
 * @param zone time zone of the value stream
 */
public record EffectPlan(
        long begin, long before, long after, int horizon, int exposed, long controlledAt, long closesAt, String zone) {

    /** Number of the final analysis, at the end of the observation window. */
    public static final int LAST_ANALYSIS = 8;

    /**
     * Plans an effect.
     *
     * @param change the change
     * @param until when its exposure ended; {@link OpenEnd#TIME} if it has not
     * @param horizon length of the observation window
     * @param settings how effects are measured
     */
    public static EffectPlan of(Intervention change, long until, Duration horizon, EffectSettings settings) {
        long after = Minute.atOrAfter(change.live() + settings.settle().toMillis());
        long begin = Minute.plus(after, -settings.history().toMinutes());
        int steps = Math.toIntExact(horizon.toMinutes());
        int exposed = Math.toIntExact(Math.max(0, Math.min(steps, Minute.between(after, until))));
        return new EffectPlan(
                begin,
                Math.max(begin, Minute.of(change.from())),
                after,
                steps,
                exposed,
                KpiHour.startOf(Minute.plus(after, exposed) - 1)
                        + settings.openHour().toMillis(),
                Minute.plus(after, steps) + settings.revisable().toMillis(),
                change.zone());
    }

    /**
     * Plans the effect over a part of a path. Its history begins as that of the change's other effects.
     *
     * @param change the change
     * @param part the part
     * @param settings how effects are measured
     */
    public static EffectPlan of(Intervention change, PathPart part, EffectSettings settings) {
        EffectPlan whole = of(change, change.until(), part.until(), settings);
        int skipped = Math.toIntExact(part.from().toMinutes());
        return new EffectPlan(
                whole.begin,
                whole.before,
                Minute.plus(whole.after, skipped),
                whole.horizon - skipped,
                Math.max(0, whole.exposed - skipped),
                whole.controlledAt,
                whole.closesAt,
                whole.zone);
    }

    /** Minutes of the window that an analysis reads: {@code analysis} eighths of {@code exposed}, rounded up. */
    public int elapsed(int analysis) {
        return (exposed * analysis + LAST_ANALYSIS - 1) / LAST_ANALYSIS;
    }

    /** When an analysis is due: the end of the part of the window that it reads. */
    public long windowEnd(int analysis) {
        return Minute.plus(after, elapsed(analysis));
    }

    /** The latest analysis that is due at a time; 0 before the first. */
    public int analysisAt(long now) {
        int analysis = LAST_ANALYSIS;
        while (analysis > 0 && windowEnd(analysis) > now) {
            analysis--;
        }
        return analysis;
    }

    /**
     * Returns when something of the effect is due next: the next analysis, after the last one its repetition beside
     * controls, and after that its close.
     *
     * @param now the time, before {@link #closesAt}
     */
    public long nextAfter(long now) {
        int analysis = analysisAt(now);
        if (analysis < LAST_ANALYSIS) {
            return windowEnd(analysis + 1);
        }
        return now < controlledAt ? Math.min(controlledAt, closesAt) : closesAt;
    }

    /** Whether an analysis is due at this very time. */
    public boolean isDueAt(long time) {
        int analysis = analysisAt(time);
        return analysis > 0 && windowEnd(analysis) == time;
    }

    /** Whether a rollback cut the observation window short. */
    public boolean cut() {
        return exposed < horizon;
    }

    /** Returns the step at a time: minutes since {@code begin}. */
    public int step(long time) {
        return Math.toIntExact(Minute.between(begin, time));
    }

    /** Clock changes of the value stream's zone between {@code begin} and the observation window. */
    public ClockChanges clock() {
        return ClockChanges.of(
                ZoneId.of(zone), Instant.ofEpochMilli(begin), Instant.ofEpochMilli(after), Duration.ofMinutes(1));
    }

    /** Whether an analysis reads some of the time {@code [from, until)}. */
    public boolean reads(long from, long until, int analysis) {
        return from < windowEnd(analysis) && until > begin;
    }
}
