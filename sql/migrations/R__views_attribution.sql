-- Which change caused which incident? attributions has one row per incident, attributed_changes one row per incident and candidate.

CREATE OR REPLACE VIEW attributions AS
SELECT * FROM incident_attributions FINAL WHERE environment = 'production';

-- reason has the reasons in English, reasons as codes with arguments.
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
    reported,
    distance,
    recency_factor,
    proximity_factor,
    risk_factor,
    result_factor,
    evidence_factor,
    arrayStringConcat(arrayMap(coded -> in_words(coded), reasons), '; ') AS reason,
    reasons,
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
    reasons;
