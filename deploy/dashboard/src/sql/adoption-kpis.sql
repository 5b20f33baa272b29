-- How did the KPIs change when a value stream adopted the integrated change process?
SELECT a.adopter AS adopter, assumeNotNull(a.adopted_at) AS adopted_at, a.value_stream AS value_stream, a.kpi AS kpi, a.adopted_by_then AS adopted_by_then,
    a.before AS before, a.after AS after, a.difference AS difference
FROM adoption_kpis AS a
ORDER BY adopted_at, adopter, value_stream = adopter DESC, value_stream, kpi
