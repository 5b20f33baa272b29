-- Which horizon speaks for a KPI of a change? The effects job marks it (HeadlineHorizon); rows of earlier versions are marked here.
ALTER TABLE change_effects
    ADD COLUMN headline Bool DEFAULT false COMMENT 'Whether this horizon speaks for the KPI; one row per change, value stream and KPI' AFTER verdict;

-- The ranks are those of HeadlineHorizon: established effects before provisional ones, those before none; then observed time, final, and the
-- shorter horizon.
ALTER TABLE change_effects UPDATE headline = true WHERE (change_id, value_stream, kpi, horizon_seconds, revision) IN
(
    SELECT change_id, value_stream, kpi, if(conclusive.3, conclusive.1, longest.1), if(conclusive.3, conclusive.2, longest.2)
    FROM
    (
        SELECT
            change_id, value_stream, kpi,
            argMax((horizon_seconds, revision), place) AS longest,
            argMaxIf((horizon_seconds, revision, significant), place, rank = 2 AND verdict != 'INCONCLUSIVE') AS conclusive
        FROM
        (
            SELECT
                change_id, value_stream, kpi, horizon_seconds, revision, verdict,
                status != 'PROVISIONAL' AS is_final,
                verdict IN ('IMPROVED', 'DEGRADED') AS significant,
                multiIf(verdict = 'INSUFFICIENT_DATA', 0, is_final OR significant, 2, 1) AS rank,
                (rank, window_end - live_at, is_final, -toInt64(horizon_seconds)) AS place
            FROM change_effects FINAL
        )
        GROUP BY change_id, value_stream, kpi
    )
)
SETTINGS mutations_sync = 1;

-- Hence all summaries are computed anew.
INSERT INTO change_results_touched
SELECT DISTINCT change_id, now64(3, 'UTC') FROM change_effects;
