-- In which stages did a change spend its time?
SELECT stage, kind, team, hand_over, started_at, ended_at
FROM flow_stages FINAL
WHERE change_id = {change:String}
ORDER BY started_at, ended_at
