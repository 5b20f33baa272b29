-- What was the effect of a change on each KPI over each horizon?
SELECT
    value_stream, kpi, horizon_seconds, before_at, live_at, window_end, exposed_until, status, verdict, direction, material_effect, method,
    insufficient, placebos, expected, observed, effect, low, high, p, p_adjusted, family, confounded, confounders, confounder_count
FROM latest_effects
WHERE change_id = {change:String}
ORDER BY value_stream, kpi, horizon_seconds
