-- Which services do events name that the catalog did not contain, and what do the names mean in the newest catalog (empty: add or alias them)?
SELECT name, topic, records, first_at, last_at, means_now
FROM unknown_services
ORDER BY records DESC, name, topic
