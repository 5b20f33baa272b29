package io.changelens.core.calibration;

import io.changelens.core.estimator.BlockedTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A time without a change that is treated as a change.
 *
 * @param at step of the time
 * @param horizon steps in the observation window after it
 * @param shown first step of the series that a method is shown
 */
record Trial(int at, int horizon, int shown) {

    private static final int DRAWS_FOR_ONE = 50;

    /**
     * Draws random times whose windows before and after overlap no excluded time.
     *
     * @param draws which times; fewer than asked for are returned if few are free
     */
    static List<Trial> draw(RecordedKpi kpi, int horizon, Draws draws, SplittableRandom random) {
        List<Trial> trials = new ArrayList<>();
        int first = Math.max(horizon, draws.least(kpi));
        int last = kpi.length() - horizon;
        if (horizon < 1 || last < first) {
            return trials;
        }
        for (int drawn = 0; trials.size() < draws.count() && drawn < draws.count() * DRAWS_FOR_ONE; drawn++) {
            int at = random.nextInt(first, last + 1);
            if (draws.allows(kpi, at) && isFree(kpi.excluded(), at - horizon, at + horizon)) {
                trials.add(new Trial(at, horizon, draws.shownFrom(kpi, at)));
            }
        }
        return trials;
    }

    private static boolean isFree(BlockedTimes excluded, int from, int to) {
        return excluded.intervals().stream().noneMatch(i -> i.from() < to && from < i.to());
    }

    double[] before(RecordedKpi kpi) {
        return kpi.values(at - horizon, at, 1);
    }

    double[] after(RecordedKpi kpi, double injected) {
        return kpi.values(at, at + horizon, 1 + injected);
    }
}
