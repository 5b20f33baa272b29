-- Effects of changes for people who read SQL: the figures of latest_effects, with insufficient and method in English.
CREATE OR REPLACE VIEW effects_in_words AS
WITH
    (SELECT mapFromArrays(groupArray(code), groupArray(words)) FROM reason_words WHERE subject = 'INSUFFICIENT') AS known_words,
    (SELECT mapFromArrays(groupArray(code), groupArray(words)) FROM reason_words WHERE subject = 'STEP') AS known_steps
SELECT
    change_id,
    value_stream,
    kpi,
    horizon_seconds,
    service,
    team,
    live_at,
    status,
    verdict,
    headline,
    expected,
    observed,
    effect,
    low,
    high,
    p_adjusted,
    low_adjusted,
    high_adjusted,
    impact,
    impact_low,
    impact_high,
    confounders,
    confounder_count,
    -- Arguments in place of their names in braces; a code without words is shown as it is.
    if(mapContains(known_words, toString(insufficient)),
        arrayStringConcat(arrayMap(
            part -> if(startsWith(part, '{'),
                substring(arrayFirst(arg -> startsWith(arg, concat(substring(part, 2, length(part) - 2), '=')), insufficient_args), length(part)),
                part),
            extractAll(known_words[toString(insufficient)], '\\{\\w+\\}|[^{]+'))),
        insufficient) AS insufficient_words,
    arrayStringConcat(arrayMap(step -> if(mapContains(known_steps, step), known_steps[step], step), method), ', ') AS method_words
FROM latest_effects;
