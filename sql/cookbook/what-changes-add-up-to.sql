-- What do all changes add up to on a KPI, in its own units?
-- kpi = course-completion: id of a KPI
-- unit = team: value_stream, team or type (of change)
-- overlapping: changes whose exposed times overlap with another's; shared: the share of exposed time that is counted more than once.
SELECT value_stream, name, changes, overlapping, round(shared, 3) AS shared, round(impact, 2) AS impact, round(impact_low, 2) AS impact_low,
       round(impact_high, 2) AS impact_high
FROM added_impacts(kpi = {kpi:String}, unit = {unit:String}, from = '1971-01-01 00:00:00', to = '2106-01-01 00:00:00')
ORDER BY value_stream, name
