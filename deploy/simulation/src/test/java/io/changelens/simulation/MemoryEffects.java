package io.changelens.simulation;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.FalseDiscoveries;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the estimator says of a simulation's changes, without Kafka, Flink and ClickHouse. */
public final class MemoryEffects {

    private static final int DAY = 1440;
    private static final int HISTORY = 42 * DAY;
    private static final List<Integer> HORIZONS = List.of(15, 60, 360, DAY);

    private final Simulation simulation;
    private final MinuteSums sums;

    MemoryEffects(Simulation simulation) {
        this.simulation = simulation;
        this.sums = new MinuteSums(simulation);
    }

    /** Its effects that can be judged, each with what is true of it. */
    List<Judged> of(SimulatedChange change) {
        List<Judged> rows = new ArrayList<>();
        for (String stream : simulation.catalog().valueStreamsOf(change.service())) {
            for (Kpi kpi : simulation.catalog().kpisOf(stream)) {
                if (kpi.getSource() == KpiSource.LEARNING_ACTIVITY) {
                    HORIZONS.forEach(horizon -> add(rows, change, stream, kpi.getId(), horizon));
                }
            }
        }
        double[] weighted = new double[rows.size()];
        Arrays.setAll(weighted, i -> Math.min(1, rows.get(i).estimate().p() / weight(rows.get(i), rows)));
        double[] adjusted = FalseDiscoveries.adjust(weighted);
        for (int i = 0; i < adjusted.length; i++) {
            rows.set(
                    i,
                    new Judged(
                            rows.get(i).kpi(),
                            rows.get(i).estimate(),
                            rows.get(i).truth(),
                            adjusted[i]));
        }
        return rows;
    }

    /** In inverse proportion to the margin, with a mean of 1 for each KPI. */
    private static double weight(Judged of, List<Judged> rows) {
        return 1
                / of.margin()
                / rows.stream()
                        .filter(row -> row.kpi().equals(of.kpi()))
                        .mapToDouble(row -> 1 / row.margin())
                        .average()
                        .orElseThrow();
    }

    private void add(List<Judged> rows, SimulatedChange change, String stream, String kpi, int horizon) {
        int live = MinuteSums.minute(change.live().plusMillis(59_999));
        int begin = Math.max(0, live - HISTORY);
        int exposed = change.until().equals(Planted.FOREVER)
                ? horizon
                : Math.min(horizon, MinuteSums.minute(change.until()) - live);
        int end = live + exposed;
        List<String> scope = change.events().get(0).getRolloutScope();
        KpiSeries treated = sums.series(stream, kpi, scope, true, begin, end);
        if (treated == null) {
            return;
        }
        KpiSeries others = scope.isEmpty() ? null : sums.series(stream, kpi, scope, false, begin, end);
        int before = MinuteSums.minute(change.live()) - begin - minutesOfWork(change);
        EffectQuestion question = EffectQuestion.complete(before, live - begin, exposed, DAY);
        EffectEstimate estimate = EffectEstimator.estimate(
                treated, others, BlockedTimes.of(blocked(change, stream, horizon, begin, end, true)), question);
        if (estimate.insufficient() != null) {
            estimate = EffectEstimator.estimate(
                    treated, others, BlockedTimes.of(blocked(change, stream, horizon, begin, end, false)), question);
        }
        if (estimate.insufficient() == null) {
            Instant from = Terms.begin().plus(Duration.ofMinutes(live));
            Instant until = from.plus(Duration.ofMinutes(exposed));
            double truth = change.planted().isEmpty()
                    ? 0
                    : simulation.expectation().effect(stream, kpi, change.id(), scope, from, until);
            rows.add(new Judged(stream + "/" + kpi, estimate, truth, 1));
        }
    }

    private static int minutesOfWork(SimulatedChange change) {
        Instant started = change.events().stream()
                .filter(event -> event.getPhase() == ChangePhase.STARTED)
                .findFirst()
                .orElseThrow()
                .getOccurredAt();
        return (int) Duration.between(started, change.live()).toMinutes() + 1;
    }

    private List<Interval> blocked(
            SimulatedChange change, String stream, int horizon, int begin, int end, boolean changes) {
        List<Interval> blocked = new ArrayList<>();
        for (SimulatedChange other : simulation.changes()) {
            boolean reaches =
                    simulation.catalog().valueStreamsOf(other.service()).contains(stream);
            if (changes && reaches && other.wentLive() && !other.id().equals(change.id())) {
                Instant shown = other.live().plus(Duration.ofMinutes(horizon));
                add(blocked, other.live(), other.until().isBefore(shown) ? other.until() : shown, begin, end);
            }
        }
        for (SimulatedIncident incident : simulation.incidents()) {
            String service = incident.events().get(0).getService();
            if (!incident.cause().equals(change.id())
                    && simulation.catalog().valueStreamsOf(service).contains(stream)) {
                Instant resolved =
                        incident.events().get(incident.events().size() - 1).getOccurredAt();
                add(blocked, incident.opened(), resolved, begin, end);
            }
        }
        simulation.windows().stream()
                .filter(window -> window.getValueStreams().contains(stream))
                .forEach(window -> add(blocked, window.getStartsAt(), window.getEndsAt(), begin, end));
        return blocked;
    }

    private static void add(List<Interval> blocked, Instant from, Instant until, int begin, int end) {
        int first = Math.max(0, MinuteSums.minute(from) - begin);
        int last = Math.min(end - begin, MinuteSums.minute(until) + 1 - begin);
        if (first < last) {
            blocked.add(new Interval(first, last));
        }
    }

    /**
     * An effect beside the truth.
     *
     * @param kpi name of the KPI and its value stream
     * @param estimate what is said
     * @param truth what was planted, 0 for nothing
     * @param adjusted its p-value, adjusted for all effects of the change
     */
    record Judged(String kpi, EffectEstimate estimate, double truth, double adjusted) {

        double margin() {
            return (Math.log1p(estimate.high()) - Math.log1p(estimate.low())) / 2;
        }

        boolean isPlanted() {
            return Math.abs(truth) > 1e-9;
        }

        boolean isCalled() {
            return Math.max(adjusted, estimate.p()) <= 0.05 && (estimate.low() > 0 || estimate.high() < 0);
        }

        boolean isFound() {
            return isPlanted() && isCalled() && Math.signum(estimate.effect()) == Math.signum(truth);
        }

        boolean isCovered() {
            return estimate.low() <= truth && truth <= estimate.high();
        }
    }
}
