-- Which services serve a value stream, through which activities?
SELECT service, distance, activities
FROM catalog_reach FINAL
WHERE revision = (SELECT max(revision) FROM catalog_reach) AND value_stream = {stream:String}
ORDER BY distance, service
