-- How many collisions are ahead of each value stream, and how severe is the worst?
SELECT value_stream, count() AS open, argMax(severity, score) AS worst
FROM collisions_ahead
GROUP BY value_stream
ORDER BY value_stream
