package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Summary;
import io.changelens.verify.cookbook.Row.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What did changes do? */
public final class EffectAnswers extends Answers {

    EffectAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> changeEffects() {
        return changeEffects("CH-1");
    }

    List<List<Object>> changeEffects(String change) {
        return first(
                100,
                world.effects.stream().filter(e -> e.changeId.equals(change)).toList(),
                Comparator.comparing((Effect e) -> e.valueStream)
                        .thenComparing(e -> e.kpi)
                        .thenComparing(e -> e.horizonSeconds),
                e -> row(
                        e.valueStream,
                        e.kpi,
                        e.horizonSeconds / 3600.0,
                        e.status,
                        e.verdict,
                        e.headline,
                        round(e.expected, 4),
                        round(e.observed, 4),
                        round(e.effect, 4),
                        round(e.lowAdjusted, 4),
                        round(e.highAdjusted, 4),
                        e.pAdjusted,
                        EffectRows.insufficientWords(e),
                        EffectRows.methodWords(e),
                        e.confounders));
    }

    List<List<Object>> changesThatHurt() {
        return changesThatHurt("course-completion");
    }

    List<List<Object>> changesThatHurt(String kpi) {
        return moved(kpi, "DEGRADED", Comparator.comparing((Effect e) -> Facts.benefit(e)));
    }

    List<List<Object>> changesThatHelped() {
        return changesThatHelped("course-completion");
    }

    List<List<Object>> changesThatHelped(String kpi) {
        return moved(kpi, "IMPROVED", Comparator.comparing((Effect e) -> -Facts.benefit(e)));
    }

    private List<List<Object>> moved(String kpi, String verdict, Comparator<Effect> order) {
        List<Effect> counting = world.effects.stream()
                .filter(e -> e.headline && e.kpi.equals(kpi) && e.verdict.equals(verdict))
                .filter(e -> !e.status.equals("PROVISIONAL"))
                .toList();
        return first(
                LIMIT,
                counting,
                order.thenComparing(e -> e.changeId).thenComparing(e -> e.valueStream),
                e -> row(
                        e.changeId,
                        e.service,
                        e.team,
                        e.valueStream,
                        e.liveAt,
                        e.horizonSeconds / 3600.0,
                        round(e.effect, 4),
                        round(e.lowAdjusted, 4),
                        round(e.highAdjusted, 4),
                        e.pAdjusted,
                        e.confounded,
                        e.confounders));
    }

    List<List<Object>> whatChangesAddUpTo() {
        return whatChangesAddUpTo("course-completion", e -> e.team);
    }

    List<List<Object>> whatChangesAddUpTo(String kpi, Function<Effect, String> unit) {
        List<Effect> counting = world.effects.stream()
                .filter(e -> e.headline && e.kpi.equals(kpi) && e.impact != null && !e.status.equals("PROVISIONAL"))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        by(counting, e -> e.valueStream + "\t" + unit.apply(e))
                .forEach((group, of) -> rows.add(added(of, unit.apply(of.get(0)))));
        return first(
                rows.size(),
                rows,
                Comparator.comparing((List<Object> r) -> (String) r.get(0)).thenComparing(r -> (String) r.get(1)),
                r -> r);
    }

    /** Runs of overlapping times, found by joining two that overlap until none does. */
    private static List<Object> added(List<Effect> of, String name) {
        List<List<Effect>> runs = new ArrayList<>();
        for (Effect e : of) {
            List<Effect> joined = new ArrayList<>(List.of(e));
            for (List<Effect> run : List.copyOf(runs)) {
                if (run.stream().anyMatch(o -> o.liveAt.isBefore(e.windowEnd) && e.liveAt.isBefore(o.windowEnd))) {
                    runs.remove(run);
                    joined.addAll(run);
                }
            }
            runs.add(joined);
        }
        double impact = of.stream().mapToDouble(e -> e.impact).sum();
        double below = 0;
        double above = 0;
        double exposed = 0;
        double covered = 0;
        double overlapping = 0;
        for (List<Effect> run : runs) {
            below += Math.pow(
                    run.stream().mapToDouble(e -> e.impact - e.impactLow).sum(), 2);
            above += Math.pow(
                    run.stream().mapToDouble(e -> e.impactHigh - e.impact).sum(), 2);
            exposed += run.stream().mapToDouble(e -> e.horizonSeconds).sum();
            covered += seconds(
                    run.stream()
                            .map(e -> e.liveAt)
                            .min(Comparator.naturalOrder())
                            .orElseThrow(),
                    run.stream()
                            .map(e -> e.windowEnd)
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
            overlapping += run.size() > 1 ? run.size() : 0;
        }
        return row(
                of.get(0).valueStream,
                name,
                of.size(),
                overlapping,
                round(1 - covered / exposed, 3),
                round(impact, 2),
                round(impact - Math.sqrt(below), 2),
                round(impact + Math.sqrt(above), 2));
    }

    List<List<Object>> biggestEffects() {
        List<Effect> significant = world.effects.stream()
                .filter(e -> e.headline && (e.verdict.equals("IMPROVED") || e.verdict.equals("DEGRADED")))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        by(significant, e -> monday(e.liveAt) + "\t" + e.valueStream).forEach((group, of) -> {
            List<Effect> sorted = of.stream()
                    .sorted(Comparator.comparing((Effect e) -> -Math.abs(e.effect))
                            .thenComparing(e -> e.changeId)
                            .thenComparing(e -> e.kpi))
                    .toList();
            for (int i = 0; i < Math.min(3, sorted.size()); i++) {
                rows.add(biggest(i + 1, sorted.get(i)));
            }
        });
        return first(
                LIMIT,
                rows,
                Comparator.comparing((List<Object> r) -> (java.time.LocalDate) r.get(0))
                        .reversed()
                        .thenComparing(r -> (String) r.get(1))
                        .thenComparing(r -> (Integer) r.get(2)),
                r -> r);
    }

    private static List<Object> biggest(int rank, Effect e) {
        return row(
                monday(e.liveAt),
                e.valueStream,
                rank,
                e.changeId,
                e.service,
                e.team,
                e.kpi,
                e.horizonSeconds / 3600.0,
                e.status,
                e.verdict,
                round(e.effect, 4),
                e.confounded);
    }

    List<List<Object>> technicalSuccessBusinessFailure() {
        return first(
                LIMIT,
                facts.summaries.stream()
                        .filter(s -> s.isFinal()
                                && s.change().state.equals("SUCCEEDED")
                                && List.of("DEGRADED", "MIXED").contains(s.result()))
                        .toList(),
                Comparator.comparing((Summary s) -> Facts.benefit(s.worst()))
                        .thenComparing(s -> s.change().changeId)
                        .thenComparing(Summary::stream),
                s -> row(
                        s.change().changeId,
                        s.stream(),
                        s.change().service,
                        s.change().team,
                        s.change().actualEnd,
                        s.result(),
                        s.worst().kpi,
                        round(Facts.benefit(s.worst()), 4),
                        s.confounded()));
    }

    List<List<Object>> teamsAndValueStreams() {
        List<Summary> measured = facts.summaries.stream()
                .filter(s -> s.isFinal() && !s.result().equals("INSUFFICIENT_DATA"))
                .toList();
        Map<String, List<Summary>> groups = by(measured, s -> s.stream() + "\t" + s.change().team);
        return first(
                groups.size(),
                List.copyOf(groups.values()),
                Comparator.comparing((List<Summary> of) -> of.get(0).stream())
                        .thenComparing(of -> -count(of, "IMPROVED") / of.size())
                        .thenComparing(of -> of.get(0).change().team),
                of -> {
                    Interval share = Interval.wilson(count(of, "IMPROVED"), of.size());
                    return row(
                            of.get(0).change().team,
                            of.get(0).stream(),
                            of.size(),
                            count(of, "IMPROVED"),
                            count(of, "DEGRADED") + count(of, "MIXED"),
                            round(share.middle(), 3),
                            round(share.low(), 3),
                            round(share.high(), 3));
                });
    }

    private static double count(List<Summary> of, String result) {
        return of.stream().filter(s -> s.result().equals(result)).count();
    }
}
