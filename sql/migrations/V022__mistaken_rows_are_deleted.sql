-- Rows that appeared before all events had arrived, and do not hold by what is known now, are deleted: how many there were depends on the order
-- of arrival. FINAL leaves out rows whose latest revision has is_deleted = 1.
ALTER TABLE change_alerts ADD COLUMN is_deleted UInt8 DEFAULT 0 COMMENT '1 when the alert was taken back: the row is not in the result of FINAL';
DROP TABLE IF EXISTS change_alerts_new;
CREATE TABLE change_alerts_new AS change_alerts ENGINE = ReplacingMergeTree(revision, is_deleted) ORDER BY alert_id;
INSERT INTO change_alerts_new SELECT * REPLACE (toUInt8(code IN ('KPI_NOT_WORSE', 'INCIDENT_NOT_ATTRIBUTED')) AS is_deleted) FROM change_alerts;
EXCHANGE TABLES change_alerts_new AND change_alerts;
DROP TABLE change_alerts_new;

ALTER TABLE release_collisions ADD COLUMN is_deleted UInt8 DEFAULT 0 COMMENT '1 when the two do not collide after all: the row is not in the result of FINAL';
DROP TABLE IF EXISTS release_collisions_new;
CREATE TABLE release_collisions_new AS release_collisions ENGINE = ReplacingMergeTree(revision, is_deleted) ORDER BY (change_id, window_id, value_stream);
INSERT INTO release_collisions_new SELECT * REPLACE (toUInt8(reason IN ('NEVER_COLLIDED', 'VALUE_STREAM_NOT_SERVED')) AS is_deleted) FROM release_collisions;
EXCHANGE TABLES release_collisions_new AND release_collisions;
DROP TABLE release_collisions_new;
