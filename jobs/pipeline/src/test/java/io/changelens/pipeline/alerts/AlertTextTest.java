package io.changelens.pipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.calendar.CollisionReason;
import io.changelens.core.reason.AlertCode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertTextTest {

    @ParameterizedTest
    @EnumSource(AlertCode.class)
    void everyArgumentOfACodeIsInItsText(AlertCode code) {
        assertThat(AlertText.TEMPLATES.get(code)).isNotBlank();
        code.arguments()
                .forEach(name -> assertThat(AlertText.TEMPLATES.get(code)).containsOnlyOnce("{" + name + "}"));
    }

    @ParameterizedTest
    @EnumSource(AlertCode.class)
    void noNameOfAnArgumentIsLeft(AlertCode code) {
        Object[] values = code.arguments().stream().map(name -> "3600").toArray();

        assertThat(AlertText.of(code.with(values))).doesNotContain("{", "}");
    }

    @Property(tries = 200)
    void anIdIsInTheTextAsItIs(@ForAll String id) {
        assertThat(AlertText.of(AlertCode.INCIDENT_NOT_ATTRIBUTED.with(id, "{incident}")))
                .isEqualTo("Incident " + id + " on {incident} is attributed to no change any more");
    }

    @ParameterizedTest
    @CsvSource({"900, 15 min", "3600, 1 h", "21600, 6 h", "86400, 1 d", "604800, 7 d"})
    void secondsAreADuration(long seconds, String shown) {
        assertThat(AlertText.of(AlertCode.VALUE_STREAM_SILENT.with("learn", seconds)))
                .isEqualTo("There has been no activity in learn for " + shown);
    }

    @Test
    void theReasonOfACollisionIsItsCodeInPlainLetters() {
        assertThat(AlertText.of(AlertCode.COLLISION_NOT_AHEAD.with(
                        "CH-1", "shop", "Exam", "W-1", "learn", CollisionReason.WINDOW_PROTECTS_OTHERS)))
                .isEqualTo("Change CH-1 on shop and Exam (W-1) of learn: window protects others");
    }
}
