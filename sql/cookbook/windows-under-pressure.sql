-- Which release windows collide with the most changes?
-- limit = 20: rows at most
SELECT c.window_id AS window_id, any(c.window_title) AS title, any(c.window_start) AS starts, uniqExact(c.change_id) AS changes,
       uniqExactIf(c.change_id, c.state = 'OPEN') AS ahead, uniqExactIf(c.change_id, c.state = 'CONFIRMED') AS happened
FROM collisions AS c
WHERE c.state != 'WITHDRAWN'
GROUP BY window_id
ORDER BY changes DESC, window_id
LIMIT {limit:UInt32}
