package io.changelens.mapping.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.mapping.row.RowRejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
    private static final Optional<ZoneId> LONDON = Optional.of(ZoneId.of("Europe/London"));

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T10:00:00Z, 2024-03-01T10:00:00Z",
        "2024-03-01T10:00:00.123456Z, 2024-03-01T10:00:00.123Z",
        "2024-03-01T10:00:00+02:00, 2024-03-01T08:00:00Z",
        "2024-03-01 10:00+0200, 2024-03-01T08:00:00Z",
        "2024-03-01t10:00z, 2024-03-01T10:00:00Z",
        "1709287200000, 2024-03-01T10:00:00Z",
        "-1, 1969-12-31T23:59:59.999Z",
    })
    void withoutAMapping(String text, Instant time) throws RowRejected {
        assertThat(TimeFormat.NATIVE.millis(text)).isEqualTo(time.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2024-02-30T10:00:00Z",
                "2024-03-01T25:00:00Z",
                "99999999999999999999",
                "2024-03-01T10:00:00"
            })
    void whatIsNoTimeIsRejected(String text) {
        assertThatThrownBy(() -> TimeFormat.NATIVE.millis(text)).isInstanceOf(RowRejected.class);
    }

    @Test
    void aLocalTimeNeedsAZone() {
        assertThatThrownBy(() -> TimeFormat.NATIVE.millis("2024-03-01 10:00"))
                .hasMessage("a local time, and no zone is given");
    }

    @Test
    void aLocalTimeThatOccursTwiceIsTheEarlier() throws RowRejected {
        assertThat(TimeFormat.iso(LONDON).millis("2024-10-27T01:30"))
                .isEqualTo(Instant.parse("2024-10-27T00:30:00Z").toEpochMilli());
    }

    @Test
    void aLocalTimeThatNeverOccursMovesLaterByTheGap() throws RowRejected {
        assertThat(TimeFormat.iso(LONDON).millis("2024-03-31T01:30"))
                .isEqualTo(Instant.parse("2024-03-31T01:30:00Z").toEpochMilli());
    }

    @Test
    void aDateIsItsBegin() throws RowRejected {
        assertThat(TimeFormat.iso(LONDON).millis("2024-07-01"))
                .isEqualTo(Instant.parse("2024-06-30T23:00:00Z").toEpochMilli());
        assertThat(TimeFormat.pattern("d MMM yyyy", LONDON, Locale.ENGLISH).millis("1 Jul 2024"))
                .isEqualTo(Instant.parse("2024-06-30T23:00:00Z").toEpochMilli());
    }

    @Test
    void aPatternKnowsNoThirtiethOfFebruary() {
        assertThatThrownBy(() ->
                        TimeFormat.pattern("dd.MM.yyyy", LONDON, Locale.ENGLISH).millis("30.02.2024"))
                .hasMessage("not a time of the form dd.MM.yyyy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e19"})
    void hugeNumbersAreRejectedAtOnce(String text) {
        assertThatThrownBy(() -> TimeFormat.epoch(BigDecimal.TEN).millis(text)).hasMessage("time out of range");
    }
}
