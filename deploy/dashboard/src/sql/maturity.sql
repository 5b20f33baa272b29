-- How mature is the change process of each value stream, month by month?
SELECT value_stream, month, changes, tied, planned_ahead, integration, shared, flow_seconds, waiting_for_others_seconds, collaboration, evaluated, evaluation
FROM maturity
ORDER BY value_stream, month
