package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Effect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Effects of changes on KPIs over horizons: of small changes better ones, so that there is something to correlate. */
public final class EffectRows {

    static final List<Integer> HORIZONS = List.of(3_600, 21_600, 86_400);
    private static final List<String> WITHOUT_EFFECT =
            List.of("INCONCLUSIVE", "NO_MATERIAL_EFFECT", "HARM_RULED_OUT", "BENEFIT_RULED_OUT");
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "ROLLED_BACK");

    private static final Map<Integer, String> INSUFFICIENT =
            Map.of(3_600, "NOT_LIVE", 21_600, "LITTLE_HISTORY", 86_400, "history is {short}");
    private static final Map<Integer, List<String>> METHODS = Map.of(
            3_600,
            List.of("PLACEBO_REGRESSION"),
            21_600,
            List.of("PLACEBO_REGRESSION", "OTHER_CHANGES_NOT_AVOIDED"),
            86_400,
            List.of("another method"));

    private final Generator g;

    EffectRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (Change c : g.world.changes) {
            // Of some changes nothing is known, as of those before the outcomes.
            if (!c.environment.equals("production") || !ENDED.contains(c.state) || (g.oneIn(6) && !id1(c))) {
                continue;
            }
            for (String stream : c.valueStreams) {
                for (String kpi : Generator.KPIS.get(stream)) {
                    // How many horizons have been looked at.
                    int known = id1(c) ? HORIZONS.size() : 1 + g.random.nextInt(HORIZONS.size());
                    // Any of them: a question that chose a horizon by itself would be wrong.
                    int headline = g.random.nextInt(known);
                    for (int i = 0; i < known; i++) {
                        effect(c, stream, kpi, HORIZONS.get(i), i == headline);
                    }
                }
            }
        }
    }

    private static boolean id1(Change c) {
        return c.changeId.equals("CH-1");
    }

    private void effect(Change c, String stream, String kpi, int horizon, boolean headline) {
        Effect e = new Effect();
        e.changeId = c.changeId;
        e.valueStream = stream;
        e.kpi = kpi;
        e.horizonSeconds = horizon;
        e.headline = headline;
        e.service = c.service;
        e.team = c.team;
        e.changeType = c.changeType;
        e.state = c.state;
        e.liveAt = c.actualEnd;
        e.windowEnd = c.actualEnd.plusSeconds(horizon);
        e.status = g.oneIn(5) ? "PROVISIONAL" : g.oneIn(6) ? "REVISED" : "FINAL";
        e.direction = Generator.lowerIsBetter(kpi) ? "LOWER_IS_BETTER" : "HIGHER_IS_BETTER";
        e.materialEffect = Generator.lowerIsBetter(kpi) ? 0.1 : 0.02;
        e.insufficient = g.oneIn(7) ? INSUFFICIENT.get(horizon) : "";
        e.insufficientArgs = e.insufficient.equals("LITTLE_HISTORY") ? List.of("days=12.3", "needed=18.0") : List.of();
        e.method = e.insufficient.isEmpty() ? METHODS.get(horizon) : List.of();
        boolean sufficient = e.insufficient.isEmpty();
        double benefit = 0.04 * g.random.nextGaussian() + 0.08 - 0.02 * c.commits;
        // Many differ by less than what is shown of them.
        benefit = g.oneIn(2) ? Math.rint(benefit * 50) / 50 + 1e-6 * g.random.nextDouble() : benefit;
        e.effect = sufficient ? (Generator.lowerIsBetter(kpi) ? -benefit : benefit) : 0;
        e.expected = sufficient ? 0.5 + 0.1 * g.random.nextDouble() : 0;
        e.observed = e.expected * (1 + e.effect);
        e.low = e.effect - 0.02;
        e.high = e.effect + 0.02;
        e.lowAdjusted = e.effect - 0.03;
        e.highAdjusted = e.effect + 0.035;
        e.impact = sufficient ? (Double) (1000 * e.effect) : null;
        e.impactLow = sufficient ? (Double) (e.impact - 10 - horizon / 7200.0) : null;
        e.impactHigh = sufficient ? (Double) (e.impact + 9 + c.commits) : null;
        e.p = sufficient ? Math.exp(-40 * Math.abs(benefit)) : 1;
        e.pAdjusted = Math.min(1, e.p * 3);
        e.verdict = !sufficient ? "INSUFFICIENT_DATA" : verdict(e.pAdjusted, benefit);
        e.confounded = g.oneIn(4);
        e.confounders = e.confounded ? List.of("incident:INC-3", "window:W-1") : List.of();
        e.revision = 9;
        g.world.effects.add(e);
        Effect older = (Effect) e.clone();
        older.revision = 8;
        older.effect = -0.9;
        older.verdict = "DEGRADED";
        older.status = "FINAL";
        older.insufficient = "";
        older.insufficientArgs = List.of();
        older.headline = !headline;
        g.world.replace("change_effects", older);
    }

    /** Why there is no estimate, in words. */
    static String insufficientWords(Effect e) {
        return switch (e.insufficient) {
            case "NOT_LIVE" -> "the change was live for less than a minute";
            case "LITTLE_HISTORY" -> "too little history: 12.3 days before the change, 18.0 are needed at this horizon";
            default -> e.insufficient;
        };
    }

    /** The method in words. */
    static String methodWords(Effect e) {
        return e.method.stream()
                .map(step -> step.equals("PLACEBO_REGRESSION") ? "placebo-in-time regression" : step)
                .map(step -> step.equals("OTHER_CHANGES_NOT_AVOIDED") ? "other changes not avoided" : step)
                .collect(Collectors.joining(", "));
    }

    private String verdict(double p, double benefit) {
        if (p <= 0.3) {
            return benefit > 0 ? "IMPROVED" : "DEGRADED";
        }
        return WITHOUT_EFFECT.get(g.random.nextInt(WITHOUT_EFFECT.size()));
    }
}
