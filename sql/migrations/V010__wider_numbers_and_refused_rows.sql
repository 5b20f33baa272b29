-- Which row did the database refuse? And room for what catalogs may say: chains of dependencies and lists without a short bound.
-- Several rows come from one record, so a refused row has its name in the key of rejected_records.
ALTER TABLE rejected_records
    ADD COLUMN refused_row String COMMENT 'For refused-by-database: the table and the key of the row; else empty',
    MODIFY ORDER BY (topic, partition, offset, refused_row);

ALTER TABLE catalog_reach MODIFY COLUMN distance UInt32 COMMENT 'Dependencies between an activity''s own service (0) and this one';
ALTER TABLE catalog_value_streams MODIFY COLUMN position UInt32 COMMENT 'Order in the catalog';
ALTER TABLE catalog_activities MODIFY COLUMN position UInt32 COMMENT 'Order in the value stream';
ALTER TABLE incident_attributions MODIFY COLUMN distances Array(Int32) COMMENT 'Dependencies from the suffering service to the changed one; negative the other way round';
