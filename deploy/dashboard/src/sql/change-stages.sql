-- In which stages did a change spend its time, and which share of it waiting? A stage that has not ended has no length.
SELECT
    stage, kind, team, hand_over, started_at, ended_at,
    dateDiff('millisecond', started_at, ended_at) / 1000 AS seconds,
    sum(seconds) OVER () AS flow_seconds,
    sumIf(seconds, kind = 'WAITING') OVER () / nullIf(flow_seconds, 0) AS waiting_share
FROM flow_stages FINAL
WHERE change_id = {change:String}
ORDER BY started_at, ended_at
