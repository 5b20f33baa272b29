-- Is every record that was read accounted for?
SELECT topic, partition, read, counted, refused, duplicates, late, rejected, unaccounted
FROM audit
ORDER BY topic, partition
