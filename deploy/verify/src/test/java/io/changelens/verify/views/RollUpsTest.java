package io.changelens.verify.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.verify.dashboard.SchoolYear;
import io.changelens.verify.stack.StackFixture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is summed up beforehand, beside the same out of {@code FINAL}: while rows are replaced late, and when they are settled. */
class RollUpsTest {

    private static final SchoolYear MONTH = new SchoolYear(LocalDate.of(2026, 1, 5), 30, 300);

    private static final String HOURS = "SELECT count(), sum(numerator), sum(denominator), sum(events),"
            + " sum(cityHash64(value_stream, kpi, hour, numerator)) FROM ";
    private static final String HOURS_OF_MINUTES = HOURS
            + "(SELECT value_stream, kpi, toStartOfHour(minute) AS hour, sum(numerator) AS numerator,"
            + " sum(denominator) AS denominator, sum(events) AS events FROM outcome_minutes FINAL"
            + " GROUP BY value_stream, kpi, hour)";
    private static final String RESULTS = "SELECT count(), sum(cityHash64(*)) FROM ";

    private static StackFixture stack;

    @BeforeAll
    static void fill() throws Exception {
        stack = StackFixture.start(List.of());
        MONTH.load(stack);
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static String ask(String sql) throws InterruptedException {
        return stack.query(sql);
    }

    private static void write(String sql) throws InterruptedException {
        stack.query(stack.credentials().writer(), sql);
    }

    private static void assertEqualToFinal() throws InterruptedException {
        assertThat(ask(HOURS + "outcomes_by_hour")).isEqualTo(ask(HOURS_OF_MINUTES));
        assertThat(ask(RESULTS + "change_summary")).isEqualTo(ask(RESULTS + "computed_change_results"));
    }

    private static void rollUp() throws InterruptedException {
        for (String view : List.of("outcome_hours_rolling", "change_results_rolling")) {
            ask("SYSTEM REFRESH VIEW " + view);
            ask("SYSTEM WAIT VIEW " + view);
        }
    }

    @Test
    void whatReadersSeeIsAlwaysThatOfFinal() throws Exception {
        assertEqualToFinal();
        rollUp();
        assertEqualToFinal();
        assertThat(ask(HOURS + "outcome_hours FINAL")).isEqualTo(ask(HOURS_OF_MINUTES));

        // Late: a row is replaced, one with fewer events is not taken, a new hour and a new change come.
        write("INSERT INTO outcome_minutes SELECT value_stream, kpi, minute, service, cohort, numerator + 1,"
                + " denominator + 2, events + 1, catalog_revision FROM outcome_minutes FINAL"
                + " WHERE kpi = 'participation' AND toHour(minute) = 7");
        write("INSERT INTO outcome_minutes SELECT value_stream, kpi, minute, service, cohort, numerator + 9,"
                + " denominator + 9, events - 1, catalog_revision FROM outcome_minutes FINAL"
                + " WHERE kpi = 'engagement' AND toHour(minute) = 8");
        write("INSERT INTO outcome_minutes VALUES"
                + " ('course-delivery', 'participation', '2026-03-01 10:00:00', 's', 'c', 1, 2, 3, 900)");
        // Each KPI by another effect: which of two equal ones is the worst would be a matter of the order of reading.
        write(
                "INSERT INTO change_effects SELECT * REPLACE ('DEGRADED' AS verdict, toFloat64(cityHash64(kpi)) AS effect,"
                        + " revision + 1 AS revision)"
                        + " FROM change_effects FINAL WHERE change_id < 'CHG-00050'");
        String changed = ask(HOURS_OF_MINUTES);
        assertEqualToFinal();
        rollUp();
        assertEqualToFinal();
        assertThat(ask(HOURS + "outcome_hours FINAL")).isEqualTo(changed);
    }

    @Test
    void onlyWhatWasTouchedIsSummedUpAgain() throws Exception {
        rollUp();
        String touchable =
                ask("SELECT count() FROM outcome_hours WHERE rolled_at = (SELECT max(rolled_at) FROM outcome_hours)");
        ask("ALTER TABLE outcome_hours_touched DELETE WHERE 1 SETTINGS mutations_sync = 2");
        write("INSERT INTO outcome_minutes SELECT * FROM outcome_minutes FINAL WHERE kpi = 'participation' LIMIT 1");
        rollUp();

        assertThat(touchable).isNotEqualTo("0");
        assertThat(
                        ask(
                                "SELECT count() FROM outcome_hours WHERE rolled_at = (SELECT max(rolled_at) FROM outcome_hours)"))
                .isEqualTo("1");
    }
}
