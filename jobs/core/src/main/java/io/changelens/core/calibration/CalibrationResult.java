package io.changelens.core.calibration;

import io.changelens.core.estimator.EffectEstimator;
import java.time.Duration;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * The results of a method at one horizon and injected effect.
 *
 * @param method name of the method
 * @param horizon length of the observation window
 * @param injected relative effect; 0 for none
 * @param evaluated number of trials with a verdict
 * @param insufficient number of trials with insufficient data
 * @param significantShare share of the evaluated trials that are significant at 0.05; null if none was evaluated
 * @param low lower end of the share's 95 % interval (Wilson 1927), as if trials were independent; null likewise
 * @param high upper end of that interval; null likewise
 * @param at01 share of the evaluated trials that are significant at 0.01; null likewise
 * @param at001 share of those that are significant at 0.001; null likewise
 * @param coverage share of 95 % intervals that contain the injected effect; null if the method has no interval
 * @param shocks share of the evaluated trials that are said to be a common shock
 * @param significantBesides share of the other evaluated trials that are significant at 0.05; null if there is none
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
        Double at01,
        Double at001,
        Double coverage,
        Double shocks,
        Double significantBesides) {

    static CalibrationResult of(
            Method method,
            Duration horizon,
            double injected,
            int evaluated,
            int insufficient,
            int[] significant,
            int withInterval,
            int covering,
            int shocks,
            int shocksSignificant) {
        Interval interval = evaluated == 0
                ? null
                : BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                        evaluated, significant[0], EffectEstimator.ALPHA);
        return new CalibrationResult(
                method.id(),
                horizon,
                injected,
                evaluated,
                insufficient,
                interval == null ? null : (double) significant[0] / evaluated,
                interval == null ? null : interval.getLowerBound(),
                interval == null ? null : interval.getUpperBound(),
                interval == null ? null : (double) significant[1] / evaluated,
                interval == null ? null : (double) significant[2] / evaluated,
                withInterval == 0 ? null : (double) covering / withInterval,
                evaluated == 0 ? null : (double) shocks / evaluated,
                evaluated == shocks ? null : (double) (significant[0] - shocksSignificant) / (evaluated - shocks));
    }
}
