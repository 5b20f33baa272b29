-- Which records were rejected or late, and why?
-- A late sum is of events that were in time, added up too late for their minute.
SELECT *
FROM
(
    SELECT 'rejected' AS what, topic, reason AS why, count() AS records, max(published_at) AS latest
    FROM rejected_records FINAL
    GROUP BY topic, reason
    UNION ALL
    SELECT 'late' AS what, topic, 'event time before what is still counted' AS why, count() AS records, max(published_at) AS latest
    FROM late_events FINAL
    GROUP BY topic
    UNION ALL
    SELECT 'late sum' AS what, topic, 'sum after its minute was closed' AS why, count() AS records, max(published_at) AS latest
    FROM late_sums FINAL
    GROUP BY topic
)
ORDER BY records DESC, topic, why
