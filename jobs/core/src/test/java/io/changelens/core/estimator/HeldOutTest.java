package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    private static final int BLOCKS = 8;

    @BeforeEach
    void begin() {
        Scratch.begin();
    }

    private static Placebos targets(double... targets) {
        int rows = targets.length;
        return new Placebos(null, new int[rows], new double[rows], new double[rows], new double[rows], targets, null);
    }

    private static double miss(Placebos placebos, double[] coefficients, int i) {
        return Math.abs(placebos.targets()[i]
                - coefficients[0] * placebos.before()[i]
                - coefficients[1] * placebos.moments()[i]
                - coefficients[2] * placebos.yesterday()[i]);
    }

    /** Fits again for each placebo, without those less than {@code purge} points from a placebo of its block. */
    @Property(tries = 100)
    void eachBlockIsPredictedFromThoseThatDoNotOverlapWithIt(
            @ForAll long seed,
            @ForAll @IntRange(min = 60, max = 150) int rows,
            @ForAll @IntRange(min = 1, max = 12) int purge,
            @ForAll @DoubleRange(min = 1, max = 6) double correlated) {
        Scratch.begin();
        Placebos placebos = RidgeTest.random(new Random(seed), rows, 0.1);
        double[] targets = placebos.targets();
        Arrays.fill(targets, 1, 4, Double.NaN);
        Arrays.fill(targets, rows - 3, rows, Double.NaN);
        int[] there =
                IntStream.range(1, rows).filter(i -> !Double.isNaN(targets[i])).toArray();
        int first = there[0];
        int span = there[there.length - 1] - first + 1;
        HeldOut heldOut = HeldOut.of(placebos, purge, correlated);

        assertThat(heldOut.first()).isEqualTo(first);
        assertThat(heldOut.span()).isEqualTo(span);
        assertThat(heldOut.count()).isEqualTo(there.length);
        double[] all = RidgeTest.solve(placebos, i -> i > 0, there.length / correlated);
        assertThat(heldOut.fit().before()).isCloseTo(all[0], within(1e-5));
        assertThat(heldOut.fit().moments()).isCloseTo(all[1], within(1e-5));
        assertThat(heldOut.fit().yesterday()).isCloseTo(all[2], within(1e-3));
        for (int block = 0; block < BLOCKS; block++) {
            int from = first + span * block / BLOCKS;
            int to = first + span * (block + 1) / BLOCKS;
            int[] others = Arrays.stream(there)
                    .filter(i -> IntStream.range(from, to).allMatch(held -> Math.abs(i - held) >= purge))
                    .toArray();
            double[] fit = others.length < 16
                    ? new double[] {Double.NaN, 0, 0}
                    : RidgeTest.solve(placebos, i -> Arrays.binarySearch(others, i) >= 0, others.length / correlated);
            for (int i = from; i < to; i++) {
                double expected = miss(placebos, fit, i);
                if (Double.isNaN(expected)) {
                    assertThat(heldOut.sizes()[i]).isNaN();
                } else {
                    assertThat(heldOut.sizes()[i]).isCloseTo(expected, within(1e-3));
                }
            }
        }
    }

    @Test
    void theChangeItselfIsNoPlacebo() {
        double[] one = new double[50];
        Arrays.fill(one, 0.3);
        one[0] = 1000;
        HeldOut heldOut = HeldOut.of(targets(one), 1, 1);

        assertThat(heldOut.count()).isEqualTo(49);
        assertThat(heldOut.first()).isEqualTo(1);
        assertThat(Arrays.stream(heldOut.sizes(), 1, 50)).containsOnly(0.3);
    }

    @Test
    void whereTooFewOthersAreLeftNoMissIsKnown() {
        double[] few = new double[17]; // 16 placebos in blocks of 2: 14 others
        assertThat(Arrays.stream(HeldOut.of(targets(few), 1, 1).sizes(), 1, 17)).containsOnly(Double.NaN);

        double[] enough = new double[25]; // 24 in blocks of 3: 21 others, of which a purge takes 2 on each side
        assertThat(Arrays.stream(HeldOut.of(targets(enough), 3, 1).sizes(), 1, 25))
                .doesNotContain(Double.NaN);
        assertThat(Arrays.stream(HeldOut.of(targets(enough), 4, 1).sizes(), 4, 22))
                .containsOnly(Double.NaN);
    }

    @Test
    void withoutPlacebosThereIsNothing() {
        assertThat(HeldOut.of(targets(1), 1, 1)).isNull();
        assertThat(HeldOut.of(targets(1, Double.NaN, Double.NaN), 1, 1)).isNull();
        assertThat(HeldOut.of(targets(1, Double.NaN, 2), 1, 1).count()).isEqualTo(1);
    }
}
