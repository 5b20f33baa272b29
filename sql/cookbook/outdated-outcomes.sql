-- Which outcomes would the newest catalog compute differently, so that they are outdated until `up --recompute`?
SELECT value_stream, service, means_now, catalog_revision, hours, first_minute, last_minute
FROM outcomes_outdated
ORDER BY hours DESC, value_stream, service, catalog_revision
