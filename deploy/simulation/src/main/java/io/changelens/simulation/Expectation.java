package io.changelens.simulation;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Contribution;
import io.changelens.schemas.Aggregate;
import io.changelens.simulation.Flow.Follower;
import io.changelens.simulation.Flow.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Expected values of KPIs, computed from the rates and probabilities from which the events are drawn. */
public final class Expectation {

    private final Activity activity;
    private final CatalogIndex catalog;

    /**
     * Computes from hourly rates and qualities.
     *
     * @param activity the rates and qualities
     * @param catalog catalog that defines the KPIs
     */
    public Expectation(Activity activity, CatalogIndex catalog) {
        this.activity = activity;
        this.catalog = catalog;
    }

    /**
     * The true relative effect of a change on a KPI in a time range: ratio with the change / ratio without it − 1.
     *
     * @param scope cohorts to include; empty means all
     * @param valueStream id of the value stream
     * @param kpi id of the KPI
     * @param changeId the change
     * @param from start, inclusive
     * @param until end, exclusive
     */
    public double effect(
            String valueStream, String kpi, String changeId, List<String> scope, Instant from, Instant until) {
        return ratio(valueStream, kpi, scope, from, until, "") / ratio(valueStream, kpi, scope, from, until, changeId)
                - 1;
    }

    /**
     * The expected numerator of a KPI divided by its expected denominator, in a time range.
     *
     * @param without id of a change to leave out; empty for none
     * @param valueStream id of the value stream
     * @param kpi id of the KPI
     * @param scope cohorts to include; empty means all
     * @param from start, inclusive
     * @param until end, exclusive
     */
    public double ratio(
            String valueStream, String kpi, List<String> scope, Instant from, Instant until, String without) {
        double[] sums = new double[2];
        for (Flow flow : School.FLOWS) {
            for (Contribution contribution : catalog.contributions(flow.service(), flow.verb())) {
                if (contribution.valueStream().equals(valueStream)
                        && contribution.kpi().equals(kpi)) {
                    add(sums, contribution, flow, null, scope, from, until, without);
                }
            }
            for (Follower follower : flow.followers()) {
                for (Contribution contribution : catalog.contributions(flow.service(), follower.verb())) {
                    if (contribution.valueStream().equals(valueStream)
                            && contribution.kpi().equals(kpi)) {
                        add(sums, contribution, flow, follower, scope, from, until, without);
                    }
                }
            }
        }
        return sums[0] / sums[1];
    }

    private void add(
            double[] sums,
            Contribution contribution,
            Flow flow,
            Follower follower,
            List<String> scope,
            Instant from,
            Instant until,
            String without) {
        int minutes = flow.rhythm().minutes();
        for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofMinutes(1))) {
            long minuteOfHour = Duration.between(Terms.begin(), at).toMinutesPart();
            if (minuteOfHour >= minutes) {
                continue;
            }
            double deeds = activity.expected(flow, Activity.hour(at)) / minutes;
            for (String cohort : flow.grouped() ? List.of(School.CANARY, School.EVERYONE) : List.of("all")) {
                if (scope.isEmpty() || scope.contains(cohort)) {
                    double some = deeds * share(cohort);
                    double[] each = follower == null
                            ? deed(contribution, flow, at, cohort, without)
                            : followed(contribution, flow, follower, at, cohort, without);
                    sums[0] += some * each[0];
                    sums[1] += some * each[1];
                }
            }
        }
    }

    private static double share(String cohort) {
        return switch (cohort) {
            case School.CANARY -> School.CANARY_SHARE;
            case School.EVERYONE -> 1 - School.CANARY_SHARE;
            default -> 1;
        };
    }

    private double[] deed(Contribution contribution, Flow flow, Instant at, String cohort, String without) {
        Quality quality = flow.quality();
        double mean = activity.quality(
                flow.lever(), quality.mean(), quality.kind() == Quality.Kind.SUCCESS, at, cohort, without);
        double often = quality.kind() == Quality.Kind.COUNTED ? mean : 1;
        return new double[] {part(contribution.numerator(), often, mean), part(contribution.denominator(), often, mean)
        };
    }

    private static double part(Aggregate aggregate, double often, double mean) {
        if (aggregate == null) {
            return 0;
        }
        return switch (aggregate) {
            case COUNT -> often;
            case COUNT_SUCCESS, SUM_VALUE -> mean;
            case COUNT_FAILURE -> 1 - mean;
        };
    }

    private double[] followed(
            Contribution contribution, Flow flow, Follower follower, Instant at, String cohort, String without) {
        double probability = activity.quality(flow.lever(follower), follower.probability(), true, at, cohort, without);
        return new double[] {
            contribution.numerator() == null ? 0 : probability, contribution.denominator() == null ? 0 : probability
        };
    }
}
