package io.changelens.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrosTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 1500000", "-2.25, -2250000", "0.1234564, 123456", "0.1234566, 123457", "0.0000004, 0"})
    void anAmountIsRoundedToTheNearestMillionth(double amount, long micros) {
        assertThat(Micros.of(amount)).isEqualTo(micros);
    }

    @Test
    void anAmountBeyondTheBoundStaysAtIt() {
        assertThat(Micros.of(1e300)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.of(-1e300)).isEqualTo(Long.MIN_VALUE);
    }

    @Property
    void aNumberOfThingsIsExact(@ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long count) {
        assertThat(Micros.toDecimal(Micros.ofCount(count))).isEqualByComparingTo(BigDecimal.valueOf(count));
    }

    @Test
    void aCountBeyondTheBoundStaysAtIt() {
        assertThat(Micros.ofCount(9_223_372_036_854L)).isEqualTo(9_223_372_036_854_000_000L);
        assertThat(Micros.ofCount(9_223_372_036_855L)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.ofCount(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Property(tries = 2000)
    void aSumIsExactOrTheBound(@ForAll long a, @ForAll long b) {
        BigInteger exact = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        BigInteger bounded = exact.max(BigInteger.valueOf(Long.MIN_VALUE)).min(BigInteger.valueOf(Long.MAX_VALUE));

        assertThat(BigInteger.valueOf(Micros.add(a, b))).isEqualTo(bounded);
    }

    @Test
    void sumsStayAtTheBound() {
        assertThat(Micros.add(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.add(Long.MIN_VALUE, -1)).isEqualTo(Long.MIN_VALUE);
        assertThat(Micros.add(Long.MAX_VALUE, Long.MIN_VALUE)).isEqualTo(-1);
    }

    @Test
    void unitsAreExact() {
        assertThat(Micros.toDecimal(1_234_567)).isEqualTo(new BigDecimal("1.234567"));
        assertThat(Micros.toDecimal(-1)).isEqualTo(new BigDecimal("-0.000001"));
        assertThat(Micros.toDecimal(Long.MAX_VALUE)).isEqualTo(new BigDecimal("9223372036854.775807"));
    }
}
