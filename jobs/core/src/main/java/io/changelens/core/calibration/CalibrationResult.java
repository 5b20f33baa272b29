package io.changelens.core.calibration;

import java.time.Duration;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * What a method said of an injected effect.
 *
 * @param method the method's name
 * @param horizon length of the window
 * @param injected the relative effect; 0 for none
 * @param evaluated trials that it judged
 * @param insufficient trials that it called insufficient data
 * @param significantShare share of those judged that it called changed at 0.05; null if it judged none
 * @param low lower end of that share's 95 % interval (Wilson 1927), as if trials were independent; null likewise
 * @param high upper end
 * @param coverage share of its 95 % intervals that hold the injected effect; null if it gives none
 */
public record CalibrationResult(
        String method,
        Duration horizon,
        double injected,
        int evaluated,
        int insufficient,
        Double significantShare,
        Double low,
        Double high,
        Double coverage) {

    static CalibrationResult of(
            Method method,
            Duration horizon,
            double injected,
            int evaluated,
            int insufficient,
            int significant,
            int withInterval,
            int covering) {
        Interval interval = evaluated == 0
                ? null
                : BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(evaluated, significant, 0.05);
        return new CalibrationResult(
                method.id(),
                horizon,
                injected,
                evaluated,
                insufficient,
                interval == null ? null : (double) significant / evaluated,
                interval == null ? null : interval.getLowerBound(),
                interval == null ? null : interval.getUpperBound(),
                withInterval == 0 ? null : (double) covering / withInterval);
    }
}
