-- What did a change do to each KPI over each horizon?
SELECT * EXCEPT (change_id, service, change_type, team, state, numerator, denominator, catalog_revision, revision)
FROM latest_effects
WHERE change_id = {change:String}
ORDER BY value_stream, kpi, horizon_seconds
