package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineHorizonTest {

    private static final Exposure EXPOSURE = new Exposure(
            "player",
            "NORMAL",
            "",
            "SUCCEEDED",
            List.of(),
            Direction.HIGHER_IS_BETTER,
            0.02,
            KpiType.RATIO,
            "UTC",
            List.of("learn"),
            1);
    private static final long LIVE = 5_000_000;
    private static final long[] HORIZONS = {900, 3600, 21_600, 86_400, 604_800};

    private static AdjustedEffect row(
            String kpi, long horizon, long observedSeconds, EffectStatus status, Verdict verdict) {
        Effect effect = new Effect(
                "CH-1",
                new KpiKey("learn", kpi),
                horizon,
                EXPOSURE,
                0,
                LIVE,
                LIVE + observedSeconds * 1000,
                OpenEnd.TIME,
                status,
                EffectEstimate.insufficient(Insufficient.FEW_PLACEBOS.with()),
                List.of(),
                0,
                0,
                1);
        return new AdjustedEffect(effect, 1, AdjustedInterval.NONE, 1, verdict, false, 7);
    }

    /** Rows as "horizon in hours:verdict", final over the whole horizon, or "horizon~observed:verdict" while provisional. */
    private static List<AdjustedEffect> rows(String text) {
        return Stream.of(text.trim().split(" +", -1))
                .map(row -> {
                    String[] parts = row.split("[~:]", -1);
                    boolean provisional = parts.length == 3;
                    Verdict verdict = Stream.of(Verdict.values())
                            .filter(v -> v.name().startsWith(parts[parts.length - 1]))
                            .findFirst()
                            .orElseThrow();
                    return row(
                            "kpi",
                            3600 * Long.parseLong(parts[0]),
                            3600 * Long.parseLong(parts[provisional ? 1 : 0]),
                            provisional ? EffectStatus.PROVISIONAL : EffectStatus.FINAL,
                            verdict);
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "24, 1:DEG 6:DEG 24:DEG", // the longest
        "6, 1:DEG 6:NO", // the effect is gone
        "24, 1:DEG 24:IMP", // it has turned
        "1, 1:DEG 24:INC", // noise does not undo what was shown
        "6, 1:IMP 6:DEG 24:INC", // the longest that was shown
        "24, 1:NO 24:INC", // none so far says nothing about later
        "24, 1:DEG 6:NO 24:INC", // gone, and then nobody knows
        "6, 1:DEG 6:HARM", // the harm did not last
        "1, 1:DEG 6:BEN", // harm is still possible
        "6, 1:IMP 6:BEN", // the benefit did not last
        "1, 1:IMP 6:HARM", // benefit is still possible
        "24, 1:DEG 6:HARM 24:BEN", // gone, and then nobody knows
        "1, 1:DEG 24~3:HARM", // not final
        "1, 1:INC 24:INS", // an estimate before none
        "24, 1:INS 24:INS",
        "6, 6:NO 24~3:DEG", // observed for three hours only
        "24, 1:NO 24~3:DEG", // valid under any number of interim analyses
        "1, 1:INC 24~3:NO", // not final, not significant
        "1, 1:DEG 24~3:NO",
        "1, 1:DEG 24~3:INC",
        "6, 6:IMP 24~6:DEG", // the same time: final first
        "24, 6~3:INC 24~4:NO", // nothing is established: the longest so far
        "6, 6~3:INS 24~1:INS"
    })
    void theHeadlineIs(long hours, String rows) {
        assertThat(HeadlineHorizon.of(rows(rows)).effect().horizonSeconds()).isEqualTo(3600 * hours);
    }

    /** A rollback after half an hour makes all longer horizons one observation: its shortest name is the honest one. */
    @Test
    void ofTheSameTimeTheShortestHorizonSpeaks() {
        AdjustedEffect hour = row("kpi", 3600, 1800, EffectStatus.FINAL, Verdict.DEGRADED);
        AdjustedEffect day = row("kpi", 86_400, 1800, EffectStatus.FINAL, Verdict.DEGRADED);
        AdjustedEffect quarter = row("kpi", 900, 900, EffectStatus.FINAL, Verdict.DEGRADED);

        assertThat(HeadlineHorizon.of(List.of(day, quarter, hour))).isEqualTo(hour);
    }

    @Test
    void aWithdrawnEffectSpeaksOnlyBesideOthersOfItsKind() {
        AdjustedEffect day = row("kpi", 86_400, 86_400, EffectStatus.WITHDRAWN, Verdict.INSUFFICIENT_DATA);
        AdjustedEffect hour = row("kpi", 3600, 3600, EffectStatus.WITHDRAWN, Verdict.INSUFFICIENT_DATA);
        AdjustedEffect quarter = row("kpi", 900, 900, EffectStatus.FINAL, Verdict.INSUFFICIENT_DATA);

        assertThat(HeadlineHorizon.of(List.of(hour, day, quarter))).isEqualTo(quarter);
        assertThat(HeadlineHorizon.of(List.of(hour, day))).isEqualTo(day);
    }

    @Test
    void withoutARowThereIsNone() {
        assertThatThrownBy(() -> HeadlineHorizon.of(List.of())).isInstanceOf(NoSuchElementException.class);
        assertThat(HeadlineHorizon.mark(List.of())).isEmpty();
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    /** Rows of three KPIs, with windows that fill, are full, or are cut by a rollback. */
    private static List<AdjustedEffect> generated(Random random) {
        List<AdjustedEffect> rows = new ArrayList<>();
        for (String kpi : List.of("a", "b", "c")) {
            long exposed = random.nextInt(3) == 0 ? 60L * (1 + random.nextInt(2000)) : Long.MAX_VALUE;
            for (long horizon : HORIZONS) {
                long window = Math.min(horizon, exposed);
                EffectStatus status = any(random, EffectStatus.values());
                boolean provisional = status == EffectStatus.PROVISIONAL;
                // A withdrawn effect has no estimate.
                Verdict verdict =
                        status == EffectStatus.WITHDRAWN ? Verdict.INSUFFICIENT_DATA : any(random, Verdict.values());
                if (random.nextInt(5) > 0) {
                    long observed = provisional ? Math.max(60, window * (1 + random.nextInt(7)) / 8) : window;
                    rows.add(row(kpi, horizon, observed, status, verdict));
                }
            }
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    @Property
    void eachKpiHasOneHeadlineWhateverTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<AdjustedEffect> rows = generated(random);
        List<AdjustedEffect> marked = HeadlineHorizon.mark(rows);
        List<AdjustedEffect> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        assertThat(HeadlineHorizon.mark(shuffled)).containsExactlyInAnyOrderElementsOf(marked);
        assertThat(HeadlineHorizon.mark(marked)).isEqualTo(marked);
        assertThat(marked).extracting(AdjustedEffect::effect).isEqualTo(effects(rows));
        assertThat(kpis(marked.stream().filter(AdjustedEffect::headline)))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        kpis(rows.stream()).stream().distinct().toList());
    }

    /** What may never be: each is a sentence that would be wrong. */
    @Property
    void theHeadlineIsNeverContradicted(@ForAll long seed) {
        List<AdjustedEffect> rows = HeadlineHorizon.mark(generated(new Random(seed)));
        for (AdjustedEffect headline :
                rows.stream().filter(AdjustedEffect::headline).toList()) {
            for (AdjustedEffect other : rows) {
                if (!other.headline()
                        && other.effect().key().equals(headline.effect().key())) {
                    assertThat(contradicts(other, headline))
                            .as("%s beside %s", other, headline)
                            .isFalse();
                }
            }
        }
    }

    private static boolean contradicts(AdjustedEffect other, AdjustedEffect headline) {
        boolean longer = other.effect().windowEnd() > headline.effect().windowEnd();
        boolean isFinal = other.effect().status() != EffectStatus.PROVISIONAL;
        boolean provisional = headline.effect().status() == EffectStatus.PROVISIONAL;
        return switch (other.verdict()) {
            case IMPROVED, DEGRADED ->
                longer
                        || headline.verdict() == Verdict.INSUFFICIENT_DATA
                        || (provisional && !headline.verdict().isSignificant());
            case NO_MATERIAL_EFFECT, HARM_RULED_OUT, BENEFIT_RULED_OUT ->
                isFinal
                        && ((longer && !headline.verdict().isSignificant())
                                || (longer && other.verdict().rulesOut(headline.verdict()))
                                || headline.verdict() == Verdict.INSUFFICIENT_DATA
                                || (provisional && !headline.verdict().isSignificant()));
            case INCONCLUSIVE ->
                headline.verdict() == Verdict.INSUFFICIENT_DATA
                        || (isFinal && longer && !headline.verdict().isSignificant());
            case INSUFFICIENT_DATA -> false;
        };
    }

    private static List<Effect> effects(List<AdjustedEffect> rows) {
        return rows.stream().map(AdjustedEffect::effect).toList();
    }

    private static List<String> kpis(Stream<AdjustedEffect> rows) {
        return rows.map(row -> row.effect().key().kpi()).toList();
    }
}
