package io.changelens.core.attribution;

/**
 * Compares the windows of a KPI. With cohorts without the change the shift is a difference in differences, or the plain
 * difference between cohorts if those with the change did not exist before (a canary's version). Otherwise it is the
 * difference between before and after. Noise is estimated from the windows where nothing is wrong.
 */
final class KpiComparison {

    /** The noise of a minute shrinks at most as over so many independent minutes, however long the window is. */
    private static final double INDEPENDENT_MINUTES = 10;
    /** Largest shift of a mean on the logarithmic scale, a factor of about 150; a shift to 0 counts as that. */
    private static final double FARTHEST = 5;
    /** A minute of the harmed window is at most so many times as variable as a usual one. */
    private static final double NOISIER = 4;
    /** Probability that a harmless version differs from another like a harmful one; its inverse limits a factor. */
    private static final double INNOCENT_VERSION = 1e-3;
    /** The same for a version, or all of them, compared with before. */
    private static final double INNOCENT_CHANGE = 1e-5;
    /** Growth of a limited factor with the logarithm of its logarithm. */
    private static final double BEYOND = 0.03;
    /** Counted events that a row of an averaged share stands for, at most. */
    private static final double EVENTS_PER_ROW = 10;

    private final KpiKind kind;
    private final boolean lowerIsBetter;
    private final KpiWindows windows;
    private final KpiFinding finding;

    private KpiComparison(KpiKind kind, boolean lowerIsBetter, KpiWindows windows) {
        this.kind = kind;
        this.lowerIsBetter = lowerIsBetter;
        this.windows = windows;
        this.finding = windows.comparison();
    }

    /** Compares the windows of a KPI of the changed service. */
    static KpiShift of(String kpi, KpiKind kind, boolean lowerIsBetter, KpiWindows windows) {
        return new KpiComparison(kind, lowerIsBetter, windows).shift(kpi);
    }

    private KpiShift shift(String kpi) {
        double ratio = ratio();
        double compared = switch (finding) {
            case SILENT, NO_DATA -> 1;
            default -> limited(compared());
        };
        double factor = finding == KpiFinding.NO_DATA
                ? 1
                : Silence.ratio(compared, windows.silent() == 0 ? 0 : windows.expectedInSilence());
        return new KpiShift(
                "",
                kpi,
                finding,
                factor,
                ratio,
                windows.before().minutes(),
                windows.after().minutes(),
                windows.othersBefore().minutes(),
                windows.othersAfter().minutes());
    }

    /**
     * Limits a factor near the inverse of the probability that no harm shifts a KPI so far. Beyond that it grows with the
     * logarithm of its logarithm, so that clearer harm still ranks first.
     */
    private double limited(double factor) {
        double innocent = innocent(INNOCENT_CHANGE, INNOCENT_VERSION);
        double beyond = 1 + BEYOND * Math.log1p(Math.max(0, Math.log(factor)));
        return Double.isNaN(factor) ? 1 : factor / (1 - innocent + innocent * factor) * beyond;
    }

    private double ratio() {
        double after = windows.after().ratio();
        return switch (finding) {
            case WITH_BEFORE -> after / windows.before().ratio();
            case WITH_OTHERS -> after / windows.othersAfter().ratio();
            case WITH_BEFORE_AND_OTHERS ->
                after
                        / windows.before().ratio()
                        * (windows.othersBefore().ratio()
                                / windows.othersAfter().ratio());
            default -> 1;
        };
    }

    private double compared() {
        return switch (kind) {
            case SHARE -> share(1);
            case RATE -> rate();
            case MEAN -> isAveragedShare() ? share(eventsPerRow()) : mean();
        };
    }

    private boolean isAveragedShare() {
        return !lowerIsBetter
                && windows.before().isShare()
                && windows.after().isShare()
                && windows.othersBefore().isShare()
                && windows.othersAfter().isShare();
    }

    private double eventsPerRow() {
        return windows.usual().eventsPerUnit(windows.after().eventsPerUnit(EVENTS_PER_ROW));
    }

    private double share(double events) {
        double expected = 0;
        double variance = 0;
        for (Reference reference : references()) {
            double rest = reference.window().rest(events);
            expected += reference.sign() * Math.log(rest / (1 - rest));
            variance += 1 / ((reference.window().denominator() * events + 1) * rest * (1 - rest));
        }
        double bad = 1 / (1 + Math.exp(-expected));
        double innocent = innocent(0.2, 0.36);
        double spread = variance
                + innocent * innocent
                + (events > 1 ? 0 : windows.usual().excessOfShare() / INDEPENDENT_MINUTES);
        double concentration = 1 / (bad * (1 - bad) * spread + innocent(0.002, 0.01));
        double often = innocent(0.1, 0.5);
        KpiWindow after = windows.after();
        double fewer = (after.denominator() - after.numerator()) * events;
        double of = after.denominator() * events;
        return lowerIsBetter
                ? HarmRatio.ofShare(of - fewer, of, 1 - bad, concentration, often)
                : HarmRatio.ofShare(fewer, of, bad, concentration, often);
    }

    private double rate() {
        double expected = 0;
        double variance = windows.usual().excessOfRate() / INDEPENDENT_MINUTES;
        for (Reference reference : references()) {
            expected += reference.sign() * Math.log(reference.window().rate());
            variance += 1 / (reference.window().numerator() + 0.5);
        }
        double innocent = innocent(0.2, 0.36);
        double shape = 1 / (variance + innocent * innocent);
        KpiWindow after = windows.after();
        return HarmRatio.ofRate(after.numerator(), after.denominator() * Math.exp(expected), shape, !lowerIsBetter);
    }

    private double mean() {
        KpiWindow usual = windows.usual();
        KpiWindow after = windows.after();
        double much = innocent(0.02, 0.5);
        double aMinute = usual.minutes() < 2 ? 0 : usual.logVariance() * usual.minutes();
        double fewer = usual.denominator() / usual.minutes() / (after.denominator() / after.minutes());
        double most = NOISIER * Math.max(1, fewer) * aMinute / after.minutes();
        double variance = aMinute / INDEPENDENT_MINUTES + Math.min(after.logVariance(), Math.max(most, much * much));
        double shift = after.log();
        for (Reference reference : references()) {
            shift -= reference.sign() * reference.window().log();
            variance += reference.window().logVariance();
        }
        double bounded = Math.max(-FARTHEST, Math.min(FARTHEST, shift));
        return HarmRatio.ofShift(
                lowerIsBetter ? bounded : -bounded, variance, innocent(0.02, 0.1), much, innocent(0.5, 1));
    }

    /** One of the windows that the expectation is made of, with the sign with which it counts. */
    private record Reference(KpiWindow window, int sign) {}

    private Reference[] references() {
        return switch (finding) {
            case WITH_BEFORE -> new Reference[] {new Reference(windows.before(), 1)};
            case WITH_OTHERS -> new Reference[] {new Reference(windows.othersAfter(), 1)};
            case WITH_BEFORE_AND_OTHERS ->
                new Reference[] {
                    new Reference(windows.before(), 1),
                    new Reference(windows.othersBefore(), -1),
                    new Reference(windows.othersAfter(), 1)
                };
            default -> new Reference[0];
        };
    }

    /** One value for a version that existed before, another for one that is only compared with other versions. */
    private double innocent(double itself, double another) {
        return finding == KpiFinding.WITH_OTHERS ? another : itself;
    }
}
