package io.changelens.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.ChangeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollisionSeverityTest {

    @ParameterizedTest
    @CsvSource({
        "3, NORMAL, , 3",
        "3, UNKNOWN, , 3",
        "3, EMERGENCY, , 4",
        "3, STANDARD, , 2",
        "3, NORMAL, 9999, 3",
        "3, NORMAL, 10000, 4",
        "5, EMERGENCY, 250000, 7",
        "1, STANDARD, 0, 0"
    })
    void theScoreIsTheImportanceMovedByTypeAndLearners(int importance, ChangeType type, Long learners, int score) {
        assertThat(CollisionSeverity.score(importance, type, learners)).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"0, LOW", "2, LOW", "3, MEDIUM", "4, HIGH", "5, HIGH", "6, CRITICAL", "7, CRITICAL"})
    void theSeverityRisesWithTheScore(int score, CollisionSeverity severity) {
        assertThat(CollisionSeverity.of(score)).isEqualTo(severity);
    }
}
