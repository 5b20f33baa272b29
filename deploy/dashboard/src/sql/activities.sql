-- Which activities does a value stream have, in the order in which value flows?
SELECT activity, name, services
FROM catalog_activities FINAL
WHERE revision = (SELECT max(revision) FROM catalog_activities) AND value_stream = {stream:String}
ORDER BY position
