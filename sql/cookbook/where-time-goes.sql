-- Where does the time of changes go, by value stream?
SELECT value_stream, stage, kind, sum(changes) AS changes_in_stage, round(sum(total_seconds) / 3600, 1) AS hours,
       round(sum(total_seconds) / nullIf(sum(sum(total_seconds)) OVER (PARTITION BY value_stream), 0), 3) AS share, sum(hand_overs) AS hand_overs_in_stage
FROM flow_times
GROUP BY value_stream, stage, kind
ORDER BY value_stream, hours DESC, stage
