package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {

    @Test
    void agreesWithTheExampleOfThePaper() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0
        };
        double[] adjusted = FalseDiscoveries.adjust(p);
        assertThat(Arrays.stream(adjusted).filter(q -> q <= 0.05).count()).isEqualTo(4);
        assertThat(adjusted[0]).isCloseTo(0.0015, within(1e-12));
        assertThat(adjusted[3]).isCloseTo(0.035625, within(1e-12));
    }

    @Property
    void rejectsWhatTheStepUpRuleRejects(
            @ForAll @Size(min = 1, max = 40) double[] raw, @ForAll @DoubleRange(min = 0.01, max = 0.5) double q) {
        double[] p = Arrays.stream(raw).map(x -> Math.abs(Math.sin(x))).toArray();
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double line = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] * ((double) sorted.length / (i + 1)) <= q) {
                line = sorted[i];
            }
        }
        double[] adjusted = FalseDiscoveries.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i] <= q).isEqualTo(p[i] <= line);
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
        }
    }
}
