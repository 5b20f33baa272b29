-- What effects did one change have?
-- change = CH-1: id of a change
SELECT value_stream, kpi, horizon_seconds / 3600 AS hours, status, verdict, headline, round(expected, 4) AS expected, round(observed, 4) AS observed,
       round(effect, 4) AS effect, round(e.low_adjusted, 4) AS low_adjusted, round(e.high_adjusted, 4) AS high_adjusted, p_adjusted,
       insufficient_words AS insufficient, method_words AS method, confounders
FROM effects_in_words AS e
WHERE change_id = {change:String}
ORDER BY value_stream, kpi, horizon_seconds
