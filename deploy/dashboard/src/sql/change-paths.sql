-- How did the effects of a change go on: when did they come, and how long did they last?
SELECT value_stream, kpi, status, direction, came_at, lasted_until, fading, parts, insufficient, insufficient_args, effect, low, high, p_adjusted, impact, cumulative, cumulative_low, cumulative_high
FROM latest_effect_paths
WHERE change_id = {change:String} AND hasAny(insufficient, [''])
ORDER BY came_at = '', value_stream, kpi
