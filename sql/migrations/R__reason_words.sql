-- What does a code mean, in English? One row per subject and code; {name} stands for the argument of that name. The subjects are
-- INSUFFICIENT and STEP (change_effects), CANDIDATE (incident_attributions) and COLLISION (release_collisions); change_alerts has a text.
-- The enums of the jobs define the codes; a test compares them with this list and with the words of the dashboard.
CREATE OR REPLACE VIEW reason_words AS
SELECT word.1 AS subject, word.2 AS code, word.3 AS words
FROM
(
    SELECT arrayJoin([
        ('INSUFFICIENT', 'NOT_LIVE', 'the change was live for less than a minute'),
        ('INSUFFICIENT', 'NEGATIVE_SUMS', 'the KPI has sums below 0'),
        ('INSUFFICIENT', 'NOT_FINITE', 'the estimate is not finite'),
        ('INSUFFICIENT', 'WINDOW_HARDLY_BEGUN', 'the observation window has hardly begun'),
        ('INSUFFICIENT', 'FEW_EVENTS', 'fewer than {least} events in the observation window'),
        ('INSUFFICIENT', 'LITTLE_HISTORY', 'too little history: {days} days before the change, {needed} are needed at this horizon'),
        ('INSUFFICIENT', 'WINDOW_HALF_EMPTY', 'the observation window has less than half of its usual data'),
        ('INSUFFICIENT', 'NO_EARLIER_WEEKS', 'the same window has no data in earlier weeks, nor on earlier days'),
        ('INSUFFICIENT', 'FEW_PLACEBOS', 'too few placebo times between gaps, other changes, incidents and release windows, or a KPI that repeats itself exactly'),
        ('INSUFFICIENT', 'UNSETTLED', 'unsettled: the KPI has been noisier than before for {days} days, so the past does not tell how far it strays'),
        ('INSUFFICIENT', 'NEVER_VARIED', 'the KPI never varied before the change'),
        ('STEP', 'PLACEBO_REGRESSION', 'placebo-in-time regression'),
        ('STEP', 'LESS_COMPARISON', 'less the cohorts without the change'),
        ('STEP', 'BASE_OF_DAYS', 'compared with earlier days, weekdays not told apart'),
        ('STEP', 'HALF_UNIT_ADDED', 'half a unit added'),
        ('STEP', 'OTHER_CHANGES_NOT_AVOIDED', 'other changes not avoided'),
        ('STEP', 'ON_VOLUME', 'of the volume, as too little is left of it for the KPI'),
        ('CANDIDATE', 'REPORTED', 'reported as the cause'),
        ('CANDIDATE', 'KPI_SHIFTED', '{kpi} {percent} %'),
        ('CANDIDATE', 'KPI_SHIFTED_WHERE_LIVE', '{kpi} {percent} % compared with cohorts without it'),
        ('CANDIDATE', 'KPI_WORSE', '{kpi} became worse'),
        ('CANDIDATE', 'KPI_WORSE_WHERE_LIVE', '{kpi} became worse than in cohorts without it'),
        ('CANDIDATE', 'KPIS_NO_WORSE', 'its KPIs became no worse'),
        ('CANDIDATE', 'FAILED', 'failed'),
        ('CANDIDATE', 'ROLLED_BACK_AFTERWARDS', 'rolled back afterwards'),
        ('CANDIDATE', 'ROLLED_BACK_BEFORE', 'rolled back before'),
        ('CANDIDATE', 'LIVE_BEFORE', 'live {minutes} min before'),
        ('CANDIDATE', 'STILL_RUNNING', 'began {minutes} min before and still ran'),
        ('CANDIDATE', 'ON_THE_SERVICE', 'on the service itself'),
        ('CANDIDATE', 'UPSTREAM', 'upstream, distance {distance}'),
        ('CANDIDATE', 'DOWNSTREAM', 'downstream, distance {distance}'),
        ('CANDIDATE', 'STANDARD_CHANGE', 'standard change'),
        ('CANDIDATE', 'NORMAL_CHANGE', 'normal change'),
        ('CANDIDATE', 'EMERGENCY_CHANGE', 'emergency change'),
        ('COLLISION', 'PLANNED_IN_WINDOW', 'planned in the release window'),
        ('COLLISION', 'TOOK_PLACE_IN_WINDOW', 'took place in the release window'),
        ('COLLISION', 'WINDOW_OVER', 'the change did not begin before the release window was over'),
        ('COLLISION', 'NEVER_COLLIDED', 'did not collide after all'),
        ('COLLISION', 'VALUE_STREAM_NOT_SERVED', 'the service does not serve the value stream any more'),
        ('COLLISION', 'WINDOW_CANCELLED', 'the release window was cancelled'),
        ('COLLISION', 'WINDOW_PROTECTS_OTHERS', 'the release window protects other value streams now'),
        ('COLLISION', 'CHANGE_CANCELLED', 'the change was cancelled'),
        ('COLLISION', 'TOOK_PLACE_OUTSIDE', 'the change took place outside the release window'),
        ('COLLISION', 'MOVED', 'the change or the release window was moved')
    ]) AS word
);
