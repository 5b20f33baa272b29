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
    /** Growth of a limited factor with the logarithm of its logarithm. */
    private static final double BEYOND = 0.03;
    /** Counted events that a row of an averaged share stands for, at most. */
    private static final double EVENTS_PER_ROW = 10;

    /**
     * What changes without harm do to a KPI, and harmful ones to a mean.
     *
     * @param logOdds standard deviation of the shift of the log odds of a share, and of the logarithm of a rate
     * @param share variance of a share in units of {@code p (1 - p)}, which limits the concentration of the expectation
     * @param often shape of bad events that a harmless change may add
     * @param little standard deviation of one half of the shifts of the logarithm of a mean
     * @param much the same of the other half
     * @param harm scale of harmful shifts of the logarithm of a mean
     * @param alike probability that a harmless shift looks like a harmful one; its inverse limits a factor
     */
    private record Usual(
            double logOdds, double share, double often, double little, double much, double harm, double alike) {}

    /** For a version that is compared with other versions alone; means differ by 0.36 in all. */
    private static final Usual OF_VERSIONS = new Usual(0.36, 0.01, 0.5, 0.1, 0.5, 1, 1e-3);
    /** For a version, or all of them, compared with before. */
    private static final Usual OF_CHANGES = new Usual(0.2, 0.002, 0.1, 0.02, 0.02, 0.5, 1e-5);

    private final KpiKind kind;
    private final boolean lowerIsBetter;
    private final KpiWindows windows;
    private final KpiFinding finding;
    private final Usual harmless;

    private KpiComparison(KpiKind kind, boolean lowerIsBetter, KpiWindows windows) {
        this.kind = kind;
        this.lowerIsBetter = lowerIsBetter;
        this.windows = windows;
        this.finding = windows.comparison();
        this.harmless = finding == KpiFinding.WITH_OTHERS ? OF_VERSIONS : OF_CHANGES;
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
        double beyond = 1 + BEYOND * Math.log1p(Math.max(0, Math.log(factor)));
        return Double.isNaN(factor) ? 1 : factor / (1 - harmless.alike() + harmless.alike() * factor) * beyond;
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
        double spread = variance
                + harmless.logOdds() * harmless.logOdds()
                + (events > 1 ? 0 : windows.usual().excessOfShare() / INDEPENDENT_MINUTES);
        double concentration = 1 / (bad * (1 - bad) * spread + harmless.share());
        KpiWindow after = windows.after();
        double fewer = (after.denominator() - after.numerator()) * events;
        double of = after.denominator() * events;
        return lowerIsBetter
                ? HarmRatio.ofShare(of - fewer, of, 1 - bad, concentration, harmless.often())
                : HarmRatio.ofShare(fewer, of, bad, concentration, harmless.often());
    }

    private double rate() {
        double expected = 0;
        double variance = windows.usual().excessOfRate() / INDEPENDENT_MINUTES;
        for (Reference reference : references()) {
            expected += reference.sign() * Math.log(reference.window().rate());
            variance += 1 / (reference.window().numerator() + 0.5);
        }
        double shape = 1 / (variance + harmless.logOdds() * harmless.logOdds());
        KpiWindow after = windows.after();
        return HarmRatio.ofRate(after.numerator(), after.denominator() * Math.exp(expected), shape, !lowerIsBetter);
    }

    private double mean() {
        KpiWindow usual = windows.usual();
        KpiWindow after = windows.after();
        double aMinute = usual.minutes() < 2 ? 0 : usual.logVariance() * usual.minutes();
        double fewer = usual.denominator() / usual.minutes() / (after.denominator() / after.minutes());
        double most = NOISIER * Math.max(1, fewer) * aMinute / after.minutes();
        double variance = aMinute / INDEPENDENT_MINUTES
                + Math.min(after.logVariance(), Math.max(most, harmless.much() * harmless.much()));
        double shift = after.log();
        for (Reference reference : references()) {
            shift -= reference.sign() * reference.window().log();
            variance += reference.window().logVariance();
        }
        double bounded = Math.max(-FARTHEST, Math.min(FARTHEST, shift));
        return HarmRatio.ofShift(
                lowerIsBetter ? bounded : -bounded, variance, harmless.little(), harmless.much(), harmless.harm());
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
}
