-- Views for readers: the latest row of each key, so that queries need no FINAL.
-- Repeated at each start (${flyway:timestamp}): ClickHouse fixes the columns of SELECT * when a view is created, so a column that a
-- migration adds would be missing here.

CREATE OR REPLACE VIEW outcomes AS
SELECT value_stream, kpi, minute, service, cohort, numerator, denominator, events, catalog_revision
FROM outcome_minutes FINAL;

CREATE OR REPLACE VIEW latest_changes AS
SELECT * FROM changes FINAL;

-- resolve_seconds: seconds from began_at to resolved_at; null while the incident is open.
CREATE OR REPLACE VIEW latest_incidents AS
SELECT *, dateDiff('millisecond', began_at, resolved_at) / 1000 AS resolve_seconds FROM incidents FINAL;

CREATE OR REPLACE VIEW calendar AS
SELECT * FROM release_windows FINAL WHERE NOT cancelled;

-- Value streams of the newest catalog revision.
CREATE OR REPLACE VIEW value_streams AS
SELECT value_stream, position, name, adopted_at
FROM catalog_value_streams FINAL
WHERE revision = (SELECT max(revision) FROM catalog_value_streams)
ORDER BY position;

-- Without effects that do not apply any more: the change was taken back, or the catalog changed.
CREATE OR REPLACE VIEW latest_effects AS
SELECT * FROM change_effects FINAL WHERE status != 'WITHDRAWN';

-- How effects went on: one row per change, value stream and KPI, with arrays by part of the time after the change.
CREATE OR REPLACE VIEW latest_effect_paths AS
SELECT * FROM change_effect_paths FINAL WHERE status != 'WITHDRAWN';

-- The effect that speaks for each KPI of a change: one row per change, value stream and KPI. Which horizon that is: docs/method.md.
CREATE OR REPLACE VIEW headline_effects AS
SELECT * FROM latest_effects WHERE headline;

-- Technical result (state) and business result of each change and value stream. The business result summarizes the verdicts of the KPIs,
-- each at its headline horizon. It is final when every horizon is. Withdrawn effects are read too, so that a row of the roll-up whose effects
-- were all withdrawn is replaced by one without KPIs; change_summary leaves that out. Harm is ruled out for the whole if it is for each KPI that
-- has an estimate, and so is benefit. A conclusive verdict is one that excludes something material (Verdict.isConclusive); other readers count
-- by the columns conclusive and measured.
CREATE OR REPLACE VIEW computed_change_results AS
SELECT
    change_id,
    value_stream,
    argMax(service, known) AS service,
    argMax(change_type, known) AS change_type,
    argMax(team, known) AS team,
    argMax(state, known) AS technical_result,
    multiIf(degraded > 0 AND improved > 0, 'MIXED',
            degraded > 0, 'DEGRADED',
            improved > 0, 'IMPROVED',
            countIf(verdict = 'INCONCLUSIVE') > 0 OR (countIf(verdict = 'HARM_RULED_OUT') > 0 AND countIf(verdict = 'BENEFIT_RULED_OUT') > 0), 'INCONCLUSIVE',
            countIf(verdict = 'HARM_RULED_OUT') > 0, 'HARM_RULED_OUT',
            countIf(verdict = 'BENEFIT_RULED_OUT') > 0, 'BENEFIT_RULED_OUT',
            countIf(verdict = 'NO_MATERIAL_EFFECT') > 0, 'NO_MATERIAL_EFFECT',
            'INSUFFICIENT_DATA') AS business_result,
    argMax(live_at, known) AS live_at,
    countIf(holds) AS kpis,
    countIf(verdict = 'IMPROVED') AS improved,
    countIf(verdict = 'DEGRADED') AS degraded,
    argMinIf(kpi, benefit, verdict = 'DEGRADED') AS worst_kpi,
    minIf(benefit, verdict = 'DEGRADED') AS worst_benefit,
    argMaxIf(kpi, benefit, verdict = 'IMPROVED') AS best_kpi,
    maxIf(benefit, verdict = 'IMPROVED') AS best_benefit,
    max(is_confounded) AS confounded,
    min(is_final) AS final,
    countIf(headline_final AND verdict NOT IN ('INCONCLUSIVE', 'INSUFFICIENT_DATA')) AS conclusive,
    countIf(headline_final AND verdict != 'INSUFFICIENT_DATA') AS measured,
    sumIf(material_benefit_of_kpi, headline_final AND verdict != 'INSUFFICIENT_DATA') AS material_benefit
FROM
(
    SELECT
        change_id, value_stream, kpi,
        argMax(service, revision) AS service,
        argMax(change_type, revision) AS change_type,
        argMax(team, revision) AS team,
        argMax(state, revision) AS state,
        argMax(live_at, revision) AS live_at,
        max(revision) AS known,
        argMax(e.verdict, (headline, revision)) AS verdict,
        argMax(if(direction = 'HIGHER_IS_BETTER', effect, -effect), (headline, revision)) AS benefit,
        argMax(if(direction = 'HIGHER_IS_BETTER', effect, -effect) / material_effect, (headline, revision)) AS material_benefit_of_kpi,
        argMax(confounded, (headline, revision)) AS is_confounded,
        argMax(status, (headline, revision)) != 'PROVISIONAL' AS headline_final,
        argMax(status, horizon_seconds) != 'PROVISIONAL' AS is_final,
        countIf(status != 'WITHDRAWN') > 0 AS holds
    FROM change_effects AS e FINAL
    GROUP BY change_id, value_stream, kpi
)
GROUP BY change_id, value_stream;

-- The same rows, read from the roll-up change_results; computed on the fly for changes whose effects were written since its last refresh.
CREATE OR REPLACE VIEW change_summary AS
WITH touched AS
(
    SELECT change_id FROM change_results_touched
    WHERE touched_at >= (SELECT max(rolled_at) FROM change_results) - INTERVAL 15 SECOND
)
SELECT * EXCEPT (rolled_at) FROM change_results FINAL WHERE change_id NOT IN touched AND kpis > 0
UNION ALL
SELECT * FROM computed_change_results WHERE change_id IN touched AND kpis > 0;

-- Numerator and denominator of each KPI by hour: from the roll-up outcome_hours; hours written since its refresh are computed.
CREATE OR REPLACE VIEW outcomes_by_hour AS
WITH touched AS
(
    SELECT value_stream, kpi, hour FROM outcome_hours_touched
    WHERE touched_at >= (SELECT max(rolled_at) FROM outcome_hours) - INTERVAL 15 SECOND
)
SELECT value_stream, kpi, hour, numerator, denominator, events
FROM outcome_hours FINAL
WHERE (value_stream, kpi, hour) NOT IN touched
UNION ALL
SELECT value_stream, kpi, toStartOfHour(minute) AS hour, sum(numerator) AS numerator, sum(denominator) AS denominator, sum(events) AS events
FROM outcome_minutes FINAL
WHERE (value_stream, kpi, toStartOfHour(minute)) IN touched
GROUP BY value_stream, kpi, hour;

-- The ten largest significant effects of each week and value stream. A change is ranked once per KPI, at its headline horizon.
CREATE OR REPLACE VIEW biggest_effects_by_week AS
SELECT
    toStartOfWeek(live_at, 1) AS week,
    value_stream,
    row_number() OVER (PARTITION BY toStartOfWeek(live_at, 1), value_stream ORDER BY abs(effect) DESC, change_id, kpi, horizon_seconds) AS rank,
    change_id, service, team, state, kpi, horizon_seconds, verdict, status, effect, low_adjusted, high_adjusted, p_adjusted, confounded, confounders
FROM headline_effects
WHERE verdict IN ('IMPROVED', 'DEGRADED')
QUALIFY rank <= 10
ORDER BY week DESC, value_stream, rank;

CREATE OR REPLACE VIEW alerts AS
SELECT * EXCEPT is_deleted FROM change_alerts FINAL;
