-- In which stages do changes spend their time, by value stream?
-- Completed changes in production. A change that serves several value streams counts in each with its full time.
SELECT d.value_stream AS value_stream, f.stage AS stage, f.kind AS kind, count() AS changes_in_stage, round(sum(f.seconds) / 3600, 1) AS hours,
       round(sum(f.seconds) / nullIf(sum(sum(f.seconds)) OVER (PARTITION BY d.value_stream), 0), 3) AS share,
       countIf(f.hand_over) AS hand_overs_in_stage
FROM stage_times AS f
INNER JOIN (SELECT change_id, arrayJoin(value_streams) AS value_stream FROM production_changes) AS d ON d.change_id = f.change_id
GROUP BY d.value_stream, f.stage, f.kind
ORDER BY value_stream, sum(f.seconds) DESC, stage
