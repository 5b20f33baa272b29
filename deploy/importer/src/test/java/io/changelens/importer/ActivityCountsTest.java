package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.mapping.rule.Mapping;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that stand for many activities: with a count, and with successes or failures. */
class ActivityCountsTest {
    private static final String BOTH = "gives both successes and failures; one follows from the other and the count";
    private static final String MAPPED = """
            fields:
              eventId: id
              occurredAt: at
              verb: {constant: request}
              service: {constant: web}
              learner: {constant: monitoring}
              count: requests
            """;

    @TempDir
    private Path folder;

    @Test
    void columnsOfCsv() {
        Path file = Fixture.file(folder, "x.csv", header("count,failures,value") + """
                1,2026-03-01T10:00:00Z,request,web,monitoring,1000,12,350.5
                2,2026-03-01T10:01:00Z,request,web,monitoring,0,0,
                3,2026-03-01T10:02:00Z,request,web,monitoring,,1,
                4,2026-03-01T10:03:00Z,request,web,monitoring,5,,
                """);
        assertThat(events(file, Optional.empty()))
                .extracting(
                        LearningActivityEvent::getCount,
                        LearningActivityEvent::getSuccesses,
                        LearningActivityEvent::getValue)
                .containsExactly(
                        tuple(1_000L, 988L, 350.5), tuple(0L, 0L, null), tuple(1L, 0L, null), tuple(5L, null, null));
    }

    @Test
    void keysOfJsonAndFieldsOfAMapping() {
        Path json = Fixture.file(folder, "x.jsonl", """
                {"eventId":"1","occurredAt":0,"verb":"v","service":"s","learner":"l","count":7,"successes":"5"}
                {"eventId":"2","occurredAt":0,"verb":"v","service":"s","learner":"l","count":7,"failures":5}
                {"eventId":"3","occurredAt":0,"verb":"v","service":"s","learner":"l","successes":1,"failures":null}
                """.replace("\"occurredAt\":0", "\"occurredAt\":1700000000000"));
        assertThat(events(json, Optional.empty()))
                .extracting(LearningActivityEvent::getCount, LearningActivityEvent::getSuccesses)
                .containsExactly(tuple(7L, 5L), tuple(7L, 2L), tuple(1L, 1L));

        Path csv = Fixture.file(folder, "y.csv", "id,at,requests,bad\n1,2026-03-01T10:00:00Z,1000,12\n");
        assertThat(events(csv, Optional.of(mapping("  failures: bad\n"))))
                .extracting(LearningActivityEvent::getCount, LearningActivityEvent::getSuccesses)
                .containsExactly(tuple(1_000L, 988L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    count ~ "1,000" ~ count: not a whole number in range (1,000)
                    count ~ 1.5 ~ count: not a whole number in range (1.5)
                    count ~ many ~ count: not a whole number in range (many)
                    count ~ 99999999999999999999 ~ count: not a whole number in range (99999999999999999999)
                    count ~ -1 ~ count-out-of-range (count is -1, not 0 to 1000000000)
                    count ~ 1000000001 ~ count-out-of-range (count is 1000000001, not 0 to 1000000000)
                    count,successes ~ 3,4 ~ successes-out-of-range (successes is 4, not 0 to the count of 3)
                    count,successes ~ 3,2.5 ~ successes: not a whole number in range (2.5)
                    count,failures ~ 3,4 ~ failures-out-of-range (failures is 4, not 0 to the count of 3)
                    count,failures ~ 3,-1 ~ failures-out-of-range (failures is -1, not 0 to the count of 3)
                    count,failures ~ -3,1 ~ count-out-of-range (count is -3, not 0 to 1000000000)
                    count,failures ~ 3,"1,0" ~ failures: not a whole number in range (1,0)
                    count,failures,success ~ 3,1,true ~ contradictory-success (success is true with 2 successes of 3)
                    count,value ~ 0,1.5 ~ value-without-count (value is 1.5 with a count of 0)
                    """)
    void aRowThatCannotBeIsRejectedWithItsReason(String columns, String cells, String line) {
        Path file = Fixture.file(
                folder, "x.csv", header(columns) + "1,2026-03-01T10:00:00Z,request,web,monitoring," + cells + "\n");
        assertThat(rejected(file)).containsExactly(line);
    }

    @Test
    void successesAndFailuresTogetherAreAnError() {
        Path csv = Fixture.file(folder, "x.csv", header("count,successes,failures"));
        assertThat(Fixture.failure(() -> Fixture.dryRun(RecordKind.LEARNING_ACTIVITY, Optional.empty(), csv)))
                .endsWith("x.csv: " + BOTH);
        assertThat(Fixture.failure(() -> mapping("  failures: bad\n  successes: good\n")))
                .isEqualTo("my.yaml: " + BOTH);
        Path json = Fixture.file(
                folder,
                "x.jsonl",
                "{\"eventId\":1,\"occurredAt\":1700000000000,\"verb\":\"v\",\"service\":\"s\",\"learner\":\"l\","
                        + "\"count\":3,\"successes\":2,\"failures\":1}\n");
        assertThat(rejected(json)).containsExactly(BOTH + " (2 and 1)");
    }

    private static Mapping mapping(String further) {
        return Fixture.mapping(RecordKind.LEARNING_ACTIVITY, MAPPED + further);
    }

    private static String header(String columns) {
        return "eventId,occurredAt,verb,service,learner," + columns + "\n";
    }

    private static List<LearningActivityEvent> events(Path file, Optional<Mapping> mapping) {
        return Fixture.events(RecordKind.LEARNING_ACTIVITY, mapping, file, LearningActivityEvent.getDecoder());
    }

    private static List<String> rejected(Path file) {
        return Fixture.dryRun(RecordKind.LEARNING_ACTIVITY, Optional.empty(), file).rejected().entries().stream()
                .map(entry -> entry.reason() + " (" + entry.example() + ")")
                .toList();
    }
}
