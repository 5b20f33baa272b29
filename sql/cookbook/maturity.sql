-- How mature is the change process of each value stream, by month?
SELECT value_stream, month, changes, round(integration, 3) AS integration, round(collaboration, 3) AS collaboration, round(evaluation, 3) AS evaluation
FROM maturity
ORDER BY value_stream, month
