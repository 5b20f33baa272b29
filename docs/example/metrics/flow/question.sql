-- The stages of a change before it is live, with their lengths in seconds: waiting, or work.
SELECT stage, kind, dateDiff('second', started_at, ended_at) AS seconds FROM flow_stages FINAL ORDER BY started_at
