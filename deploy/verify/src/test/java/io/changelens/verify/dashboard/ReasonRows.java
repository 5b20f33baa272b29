package io.changelens.verify.dashboard;

import io.changelens.core.attribution.CandidateReason;
import io.changelens.core.attribution.KpiFinding;
import io.changelens.core.calendar.CollisionReason;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.reason.AlertCode;
import io.changelens.core.reason.Reason;
import io.changelens.core.reason.ReasonCode;
import io.changelens.verify.stack.StackFixture;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of a change with every code that the jobs can write, and alerts of every code. */
final class ReasonRows {

    /** Id of the change. */
    static final String CHANGE = "C-1000";

    private static final String AT = "'2026-03-03 10:00:00'";

    private final StackFixture stack;

    ReasonRows(StackFixture stack) {
        this.stack = stack;
    }

    private void write(String sql) throws InterruptedException {
        stack.query(stack.credentials().writer(), sql);
    }

    /** Writes the change with an effect for each missing estimate, one with all steps, an incident and its collisions. */
    void load() throws InterruptedException {
        write(
                "INSERT INTO changes (change_id, service, environment, production, state, change_type, title, actual_start, actual_end,"
                        + " succeeded_at, started_at, service_known, value_streams, catalog_revision, last_event_at, events) SELECT '"
                        + CHANGE + "', 's-1', 'production', true, 'SUCCEEDED', 'NORMAL', '', " + AT + ", " + AT + ", "
                        + AT
                        + ", " + AT
                        + ", true, ['v-1'], 900, " + AT + ", 2");
        int kpi = 0;
        for (Insufficient code : Insufficient.values()) {
            Reason reason = example(code);
            effect("k-" + kpi++, "INSUFFICIENT_DATA", List.of(), reason.code(), reason.args());
        }
        List<String> steps = Stream.of(EstimationStep.values()).map(Enum::name).toList();
        effect("k-100", "DEGRADED", steps, "", List.of());
        write(
                "INSERT INTO incidents (incident_id, service, environment, production, state, severity, opened_at, service_known,"
                        + " value_streams, catalog_revision, last_event_at, events) SELECT 'I-1000', 's-1', 'production', true,"
                        + " 'OPENED', 'MAJOR', " + AT + ", true, ['v-1'], 900, " + AT + ", 1");
        String reasons = examples(CandidateReason.values());
        String kpis = examples(KpiFinding.values());
        write("INSERT INTO incident_attributions (incident_id, service, environment, opened_at, severity, external,"
                + " unattributed, candidate_count, change_ids, services, weights, reported, distances, recency, proximity,"
                + " risk, result, evidence, reasons, kpi_evidence, status, catalog_revision, revision) SELECT 'I-1000', 's-1', 'production',"
                + " " + AT + ", 'MAJOR', false, 0.2, 1, ['" + CHANGE
                + "'], ['s-1'], [0.8], [true], [0], [1.], [1.], [1.], [1.],"
                + " [2.], " + reasons + ", " + kpis + ", 'FINAL', 900, 1");
        int window = 0;
        for (CollisionReason code : CollisionReason.values()) {
            write("INSERT INTO release_collisions (change_id, window_id, value_stream, state, severity, score, service,"
                    + " change_type, window_start, window_end, change_start, withdrawn_at, reason, catalog_revision, revision)"
                    + " SELECT '" + CHANGE + "', 'W-" + window++ + "', 'v-1', 'WITHDRAWN', 'LOW', 1, 's-1', 'NORMAL', "
                    + AT + ", " + AT + ", " + AT + ", " + AT + ", '" + code + "', 900, 1");
        }
    }

    private void effect(String kpi, String verdict, List<String> method, String insufficient, List<String> args)
            throws InterruptedException {
        write("INSERT INTO change_effects (change_id, value_stream, kpi, horizon_seconds, service, change_type, state,"
                + " before_at, live_at, window_end, status, verdict, headline, direction, material_effect, method, insufficient,"
                + " insufficient_args, placebos, expected, observed, effect, low, high, p, p_adjusted, family,"
                + " catalog_revision, revision) SELECT '" + CHANGE + "', 'v-1', '" + kpi + "', 3600, 's-1', 'NORMAL',"
                + " 'SUCCEEDED', " + AT + ", " + AT + ", " + AT + ", 'FINAL', '" + verdict
                + "', true, 'HIGHER_IS_BETTER', 0.02, "
                + array(method) + ", '" + insufficient + "', " + array(args)
                + ", 400, 0.8, 0.6, -0.25, -0.3, -0.2, 0.001,"
                + " 0.002, 2, 900, 1");
    }

    /** Raises an alert of a code, or clears it. */
    void alert(AlertCode code, boolean raised) throws InterruptedException {
        Reason reason = example(code);
        write(
                "INSERT INTO change_alerts (alert_id, kind, state, severity, raised_at, change_id, value_stream, code, args,"
                        + " text, revision) SELECT '" + code + "', 'EFFECT_DEGRADED', '"
                        + (raised ? "RAISED" : "CLEARED")
                        + "', 'HIGH', '2026-03-05 23:00:00', '" + CHANGE + "', 'v-1', '" + code + "', "
                        + array(reason.args())
                        + ", 'English', " + (raised ? 1 : 2));
    }

    private static String examples(ReasonCode... codes) {
        return Stream.of(codes).map(code -> array(example(code).asList())).collect(Collectors.joining(",", "[[", "]]"));
    }

    private static Reason example(ReasonCode code) {
        return code.with(code.arguments().stream()
                .map(name -> switch (name) {
                    case "start" -> "2026-03-01T10:00:00Z";
                    case "reason" -> CollisionReason.MOVED;
                    case "horizon", "silence" -> "3600";
                    default -> "7";
                })
                .toArray());
    }

    private static String array(List<String> texts) {
        return texts.stream()
                .collect(Collectors.joining("','", "CAST(['", "'], 'Array(String)')"))
                .replace("['']", "[]");
    }
}
