-- Which service does a name mean, which names does the catalog lack, and which outcomes were computed by a catalog that no longer holds?

-- The revision of the catalog in effect, by event time. The earliest period also has all time before its effective time.
CREATE OR REPLACE VIEW catalog_periods AS
SELECT
    revision,
    if(number = 1, toDateTime64('1900-01-01 00:00:00', 3, 'UTC'), effective_from) AS valid_from,
    next AS valid_until
FROM
(
    SELECT
        max(revision) AS revision,
        effective_from,
        row_number() OVER (ORDER BY effective_from) AS number,
        leadInFrame(effective_from, 1, toDateTime64('2299-12-31 23:59:59.999', 3, 'UTC')) OVER
            (ORDER BY effective_from ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next
    FROM
    (
        SELECT revision, max(effective_from) AS effective_from
        FROM catalog_value_streams FINAL
        GROUP BY revision
    )
    GROUP BY effective_from
);

-- What a name means, by event time: the aliases and ids of the revision in effect. Periods of a name do not overlap.
CREATE OR REPLACE VIEW service_names AS
SELECT
    n.name AS name,
    greatest(n.valid_from, p.valid_from) AS valid_from,
    least(n.valid_until, p.valid_until) AS valid_until,
    n.service AS service,
    n.service_name AS service_name,
    n.team AS team,
    n.counts_for AS counts_for,
    n.revision AS revision
FROM catalog_service_names AS n FINAL
INNER JOIN catalog_periods AS p ON p.revision = n.revision
WHERE greatest(n.valid_from, p.valid_from) < least(n.valid_until, p.valid_until);

-- Names that events gave to services and that the catalog did not contain, by topic. means_now is the id of the service that the name
-- means in the newest catalog, at the latest event: empty for a name to add, as a service or as an alias; otherwise the rows are to be
-- recomputed. The value stream unmapped is that of CatalogIndex.UNMAPPED.
CREATE OR REPLACE VIEW unknown_services AS
SELECT
    u.name AS name,
    u.topic AS topic,
    u.records AS records,
    u.first_at AS first_at,
    u.last_at AS last_at,
    if(u.last_at < n.valid_until, n.service, '') AS means_now
FROM
(
    SELECT
        toString(service) AS name, 'learning-activity' AS topic, sum(events) AS records,
        toDateTime64(min(minute), 3, 'UTC') AS first_at, toDateTime64(max(minute), 3, 'UTC') AS last_at
    FROM outcome_minutes FINAL
    WHERE value_stream = 'unmapped'
    GROUP BY service
    UNION ALL
    SELECT toString(service) AS name, 'deployments' AS topic, count() AS records, min(last_event_at) AS first_at, max(last_event_at) AS last_at
    FROM changes FINAL
    WHERE NOT service_known
    GROUP BY service
    UNION ALL
    SELECT toString(service) AS name, 'incidents' AS topic, count() AS records, min(last_event_at) AS first_at, max(last_event_at) AS last_at
    FROM incidents FINAL
    WHERE NOT service_known
    GROUP BY service
) AS u
ASOF LEFT JOIN service_names AS n ON n.name = u.name AND n.valid_from <= u.last_at
SETTINGS join_use_nulls = 0;

-- Outcomes that another revision of the catalog would compute differently now: their service counted for other KPIs or value streams
-- then, or its name means another service. They stay until they are recomputed. One row per value stream, service and revision.
CREATE OR REPLACE VIEW outcomes_outdated AS
SELECT
    o.value_stream AS value_stream,
    o.service AS service,
    o.catalog_revision AS catalog_revision,
    o.means_now AS means_now,
    min(o.minute) AS first_minute,
    max(o.minute) AS last_minute,
    uniqExact(toStartOfHour(o.minute)) AS hours,
    uniqExact(o.minute) AS minutes
FROM
(
    SELECT
        m.value_stream AS value_stream,
        m.service AS service,
        m.catalog_revision AS catalog_revision,
        m.minute AS minute,
        if(m.at < n.valid_until, n.service, '') AS means_now,
        if(m.at < n.valid_until, n.counts_for, 0) AS counts_for
    FROM
    (
        SELECT value_stream, toString(service) AS service, catalog_revision, minute, toDateTime64(minute, 3, 'UTC') AS at
        FROM outcome_minutes FINAL
    ) AS m
    ASOF LEFT JOIN service_names AS n ON n.name = m.service AND n.valid_from <= m.at
) AS o
LEFT JOIN (SELECT revision, name, counts_for FROM catalog_service_names FINAL WHERE name = service) AS before
    ON before.revision = o.catalog_revision AND before.name = o.service
WHERE o.catalog_revision IN (SELECT revision FROM catalog_service_names)
  AND (o.counts_for != before.counts_for OR (o.means_now != '' AND o.means_now != o.service))
GROUP BY value_stream, service, catalog_revision, means_now
SETTINGS join_use_nulls = 0;

-- What the latest recomputation removed, while its jobs compute it again.
CREATE OR REPLACE VIEW latest_recomputation AS
SELECT started_at, value_stream, service, catalog_revision, first_minute, last_minute, hours
FROM outcome_recomputations
WHERE started_at = (SELECT max(started_at) FROM outcome_recomputations);
