package io.changelens.pipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.Factors;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.Candidate;
import io.changelens.core.attribution.Evidence;
import io.changelens.core.attribution.IncidentCase;
import io.changelens.core.calendar.CalendarEntry;
import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.Protection;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.delivery.TimeSlot;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.AdjustedInterval;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.Verdict;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.reason.AlertCode;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.Direction;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final Settings SETTINGS = SettingsFixture.with(Duration.ofHours(1));

    private static <I> KeyedOneInputStreamOperatorTestHarness<String, I, ChangeAlert> open(
            AlertFunction<I> function, KeySelector<I, String> key) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, I, ChangeAlert> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING);
        harness.open();
        return harness;
    }

    private static List<ChangeAlert> news(KeyedOneInputStreamOperatorTestHarness<String, ?, ChangeAlert> harness) {
        var said = harness.getSideOutput(AlertFunction.NEWS);
        return said == null
                ? List.of()
                : said.stream().map(StreamRecord::getValue).toList();
    }

    private static AttributedIncident attributed(double weight, boolean open, long revision) {
        Candidate candidate = new Candidate(
                "CH 1/a",
                "db",
                MINUTE,
                false,
                ChangeType.NORMAL,
                0,
                Candidate.Result.LIVE,
                Evidence.NONE,
                List.of(),
                List.of());
        IncidentCase incident = new IncidentCase(
                "INC-1", "shop", "production", HOUR, open, "MAJOR", "", false, revision, new HashMap<>(Map.of()), 1);
        return new AttributedIncident(
                incident,
                List.of(new WeighedCandidate(candidate, 1, weight, false, new Factors(1, 1, 1, 1, 1))),
                1 - weight,
                true,
                revision);
    }

    @Test
    void anIncidentThatAChangeIsLikelyToHaveCausedAlertsOnceUntilItIsOver() throws Exception {
        try (var harness =
                open(new AlertOnAttributions(SETTINGS.alerts(), SETTINGS.retention()), AlertOnAttributions::idOf)) {
            harness.processElement(attributed(0.3, true, 1), 0);
            assertThat(news(harness)).isEmpty();
            harness.processElement(attributed(0.92, true, 2), 0);
            harness.processElement(attributed(0.92, true, 3), 0);
            harness.processElement(attributed(0.92, false, 4), 0);

            List<ChangeAlert> alerts = news(harness);
            assertThat(alerts).extracting(ChangeAlert::getState).containsExactly(AlertState.RAISED, AlertState.CLEARED);
            ChangeAlert raised = alerts.get(0);
            assertThat(raised.getText())
                    .isEqualTo("Incident INC-1 on shop is attributed to change CH 1/a on db with 92 %");
            assertThat(raised.getLink()).isEqualTo("http://127.0.0.1:8080/#/change/CH%201%2Fa");
            assertThat(raised.getSeverity()).isEqualTo(AlertSeverity.HIGH);
            assertThat(raised.getAlertId()).isEqualTo(alerts.get(1).getAlertId());
        }
    }

    @Test
    void anAlertOnAnIncidentThatNoCandidateCausedIsTakenBack() throws Exception {
        try (var harness =
                open(new AlertOnAttributions(SETTINGS.alerts(), SETTINGS.retention()), AlertOnAttributions::idOf)) {
            harness.processElement(attributed(0.92, true, 1), 0);
            harness.processElement(attributed(0.3, true, 2), 0);
            harness.processElement(attributed(0.3, false, 3), 0);
            harness.processElement(attributed(0.92, false, 4), 0);

            assertThat(news(harness))
                    .extracting(ChangeAlert::getState, ChangeAlert::getCode)
                    .containsExactly(
                            tuple(AlertState.RAISED, "INCIDENT_ATTRIBUTED"),
                            tuple(AlertState.CLEARED, "INCIDENT_NOT_ATTRIBUTED"));
            assertThat(takenBack(harness)).containsExactly(false, true, true, false);
        }
    }

    private static Collision collision(long events, List<TimeSlot> timeSlots) {
        CalendarEntry entry = new CalendarEntry(1, Long.MIN_VALUE, 100 * HOUR, 110 * HOUR, Protection.PROTECTS);
        return Collision.of(
                new ValueStreamChange(
                        "learn", "CH-1", events, true, timeSlots, "player", "", ChangeType.NORMAL, "Upgrade", 1),
                List.of(new ValueStreamWindow("learn", "W-1", entry, "EXAM", "Exam", 3, null)),
                true,
                HOUR,
                0);
    }

    /** The event that moved the plan out of the release window arrived after the one that moved it again. */
    @Test
    void anAlertOnACollisionThatNeverWasIsTakenBack() throws Exception {
        TimeSlot within = new TimeSlot(2, 101 * HOUR, 102 * HOUR, false, 0, false);
        TimeSlot outside = new TimeSlot(2, 201 * HOUR, 202 * HOUR, false, 0, false);
        try (var harness =
                open(new AlertOnCollisions(SETTINGS.alerts(), SETTINGS.retention()), AlertOnCollisions::idOf)) {
            harness.processElement(collision(1, List.of(within)), 0);
            harness.processElement(collision(2, List.of(outside)), 0);

            assertThat(news(harness))
                    .extracting(ChangeAlert::getState, ChangeAlert::getCode)
                    .containsExactly(
                            tuple(AlertState.RAISED, "COLLISION_AHEAD"),
                            tuple(AlertState.CLEARED, "COLLISION_NEVER_AHEAD"));
            assertThat(takenBack(harness)).containsExactly(false, true);
        }
    }

    private static List<Boolean> takenBack(KeyedOneInputStreamOperatorTestHarness<String, ?, ChangeAlert> harness) {
        return harness.extractOutputValues().stream()
                .map(alert -> AlertCode.valueOf(alert.getCode()).takesBack())
                .toList();
    }

    private static AdjustedEffect effect(
            long horizon, double effect, Verdict verdict, boolean headline, long revision) {
        Exposure exposure = new Exposure(
                "player",
                "NORMAL",
                "team",
                "SUCCEEDED",
                List.of(),
                Direction.HIGHER_IS_BETTER,
                0.02,
                KpiType.RATIO,
                "UTC",
                List.of("learn"),
                1);
        EffectEstimate estimate = new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                99,
                new Levels(1, 1 + effect),
                new Difference(effect, effect - 0.01, effect + 0.01, 0.001),
                new Sums(12, 10));
        return new AdjustedEffect(
                new Effect(
                        "CH-1",
                        new KpiKey("learn", "success"),
                        horizon,
                        exposure,
                        0,
                        0,
                        horizon * 1000,
                        OpenEnd.TIME,
                        EffectStatus.FINAL,
                        estimate,
                        List.of(),
                        0,
                        100 * HOUR,
                        revision),
                0.001,
                new AdjustedInterval(effect - 0.01, effect + 0.01),
                1,
                verdict,
                headline,
                revision);
    }

    @Test
    void aKpiThatAChangeMadeWorseAlertsByItsHeadlineAndIsClearedWhenThatSaysOtherwise() throws Exception {
        try (var harness = open(new AlertOnEffects(SETTINGS.alerts(), SETTINGS.retention()), AlertOnEffects::idOf)) {
            harness.processElement(effect(3600, 0.01, Verdict.INCONCLUSIVE, true, 1), 0);
            harness.processElement(effect(900, -0.09, Verdict.DEGRADED, false, 1), 0);
            assertThat(news(harness)).isEmpty();
            harness.processElement(effect(3600, -0.07, Verdict.DEGRADED, true, 2), 0);
            harness.processElement(effect(3600, -0.07, Verdict.DEGRADED, false, 3), 0);
            harness.processElement(effect(86400, -0.05, Verdict.DEGRADED, true, 3), 0);
            harness.processElement(effect(86400, 0, Verdict.NO_MATERIAL_EFFECT, true, 4), 0);
            harness.processElement(effect(3600, -0.07, Verdict.DEGRADED, false, 4), 0);
            harness.processElement(effect(86400, -0.05, Verdict.DEGRADED, true, 3), 0);

            assertThat(news(harness))
                    .extracting(ChangeAlert::getText)
                    .containsExactly(
                            "Change CH-1 on player made success of learn worse: -7.0 % (-8.0 to -6.0) over 1 h",
                            "Change CH-1 on player made success of learn worse: -5.0 % (-6.0 to -4.0) over 1 d",
                            "Change CH-1 on player is no longer found to have made success of learn worse");
            assertThat(news(harness).get(0).getSeverity()).isEqualTo(AlertSeverity.HIGH);
            assertThat(news(harness).get(2).getState()).isEqualTo(AlertState.CLEARED);
        }
    }

    private static OutcomeMinute minute(long time) {
        return new OutcomeMinute(
                "learn", "success", "player", "all", Instant.ofEpochMilli(time), 1L, 1L, 1L, 1L, false);
    }

    @Test
    void aValueStreamWithoutActivityForSixHoursAlertsUntilThereIsSomeAgain() throws Exception {
        try (var harness =
                open(new AlertOnSilence(SETTINGS.alerts(), SETTINGS.retention()), OutcomeMinute::getValueStream)) {
            harness.processElement(minute(HOUR), HOUR);
            harness.processElement(minute(2 * HOUR), 2 * HOUR);
            harness.processWatermark(8 * HOUR - 1);
            assertThat(news(harness)).isEmpty();
            harness.processWatermark(8 * HOUR);
            harness.processWatermark(20 * HOUR);
            harness.processElement(minute(21 * HOUR), 21 * HOUR);
            harness.processWatermark(26 * HOUR);
            harness.processWatermark(27 * HOUR);

            assertThat(news(harness))
                    .extracting(alert -> alert.getState() + " " + alert.getRaisedAt())
                    .containsExactly(
                            "RAISED 1970-01-01T08:00:00Z",
                            "CLEARED 1970-01-01T08:00:00Z",
                            "RAISED 1970-01-02T03:00:00Z");
        }
    }
}
