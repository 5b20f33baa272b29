-- How many collisions are ahead of each value stream, and what is the worst severity?
SELECT value_stream, count() AS open, argMax(severity, score) AS worst
FROM collisions_ahead
GROUP BY value_stream
ORDER BY value_stream
