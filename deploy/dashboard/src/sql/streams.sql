-- Which value streams are there?
SELECT value_stream, name, adopted_at FROM value_streams ORDER BY position
