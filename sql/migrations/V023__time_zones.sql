-- By which clock do the people of a value stream live? Rhythms of KPIs follow it.
ALTER TABLE catalog_value_streams ADD COLUMN time_zone LowCardinality(String) DEFAULT 'UTC' COMMENT 'Id of the time zone (IANA), such as Europe/Berlin';
