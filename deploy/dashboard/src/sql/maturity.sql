-- How mature is the change process of each value stream, month by month?
SELECT value_stream, month, changes, tied, planned_ahead, integration, shared, waiting_for_others_share, collaboration, evaluated, evaluation
FROM maturity
ORDER BY value_stream, month
