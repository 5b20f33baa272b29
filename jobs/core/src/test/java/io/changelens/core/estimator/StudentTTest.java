package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.statistics.distribution.TDistribution;
import org.assertj.core.data.Percentage;

class StudentTTest {

    @Property
    void agreesWithTheIncompleteBetaFunction(
            @ForAll @DoubleRange(min = 3, max = 200) double freedom, @ForAll @DoubleRange(min = 0, max = 12) double t) {
        double exact = 2 * TDistribution.of(freedom).survivalProbability(t);
        assertThat(new StudentT(freedom).twoTails(t)).isCloseTo(exact, Percentage.withPercentage(1));
    }

    @Property
    void beyondIsItsInverse(
            @ForAll @DoubleRange(min = 3, max = 200) double freedom,
            @ForAll @DoubleRange(min = 0.01, max = 12) double magnitude) {
        double p = Math.pow(10, -magnitude);
        StudentT t = new StudentT(freedom);
        assertThat(t.twoTails(t.upperTail(p))).isCloseTo(p, within(1e-10 * p));
    }
}
