-- Which changes collide with a release window?

CREATE OR REPLACE VIEW collisions AS
SELECT * EXCEPT is_deleted FROM release_collisions FINAL;

CREATE OR REPLACE VIEW collisions_ahead AS
SELECT * FROM collisions WHERE state = 'OPEN' ORDER BY change_start, change_id, window_id, value_stream;
