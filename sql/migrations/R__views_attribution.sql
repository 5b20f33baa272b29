-- Which change caused which incident? attributions has one row per incident in production, attributed_changes one row per incident and
-- candidate. A change is the cause of an incident if more weight is on it than on all else together: from a weight of 0.5 on. (The option
-- alerts.weight of the job decides about alerts only.)

CREATE OR REPLACE VIEW attributions AS
SELECT *, toFloat64(0.5) AS cause_weight, toBool(unattributed >= cause_weight) AS unexplained
FROM incident_attributions FINAL
WHERE incident_id IN (SELECT incident_id FROM incidents FINAL WHERE production);

-- reason has the reasons in English, reasons as codes with arguments; kpi_evidence has what each KPI shows, as codes with arguments.
CREATE OR REPLACE VIEW attributed_changes AS
WITH
    (SELECT mapFromArrays(groupArray(code), groupArray(words)) FROM reason_words WHERE subject = 'CANDIDATE') AS known_words,
    -- The words of a code with the values of its arguments; a code without words is shown as it is.
    coded -> if(mapContains(known_words, coded[1]),
        arrayStringConcat(arrayMap(
            part -> if(startsWith(part, '{'),
                substring(arrayFirst(arg -> startsWith(arg, concat(substring(part, 2, length(part) - 2), '=')), coded), length(part)),
                part),
            extractAll(known_words[coded[1]], '\\{\\w+\\}|[^{]+'))),
        coded[1]) AS in_words
SELECT
    incident_id,
    opened_at,
    severity,
    service AS incident_service,
    rank,
    change_id,
    change_service,
    weight,
    toBool(weight >= cause_weight) AS is_cause,
    reported,
    distance,
    recency_factor,
    proximity_factor,
    risk_factor,
    result_factor,
    evidence_factor,
    arrayStringConcat(arrayMap(coded -> in_words(coded), reasons), '; ') AS reason,
    reasons,
    kpi_evidence,
    unattributed,
    status
FROM attributions
ARRAY JOIN
    arrayEnumerate(change_ids) AS rank,
    change_ids AS change_id,
    services AS change_service,
    weights AS weight,
    reported,
    distances AS distance,
    recency AS recency_factor,
    proximity AS proximity_factor,
    risk AS risk_factor,
    result AS result_factor,
    evidence AS evidence_factor,
    reasons,
    arrayResize(kpi_evidence, length(change_ids)) AS kpi_evidence;

-- Incidents in production, of a severity other than NONE, with each change that is their cause.
CREATE OR REPLACE VIEW caused_incidents AS
SELECT a.incident_id AS incident_id, a.change_id AS change_id, a.weight AS weight, i.severity AS severity, i.began_at AS opened_at, i.resolved_at AS resolved_at
FROM
(
    SELECT incident_id, change_id, weight
    FROM attributions
    ARRAY JOIN change_ids AS change_id, weights AS weight
    WHERE weight >= cause_weight
) AS a
INNER JOIN
(
    SELECT incident_id, severity, began_at, resolved_at FROM incidents FINAL WHERE production AND severity != 'NONE'
) AS i ON i.incident_id = a.incident_id;
