-- By which KPIs are value streams judged?
SELECT value_stream, kpi, name, unit, direction, material_effect
FROM catalog_kpis FINAL
WHERE revision = (SELECT max(revision) FROM catalog_kpis)
ORDER BY value_stream, kpi
