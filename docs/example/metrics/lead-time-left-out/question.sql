-- A first commit later than the deployment (a rebase, or a wrong time zone) gives no lead time. Three are left out; the median is that of the
-- other, 3 days.
SELECT period, lead_changes, lead_reversed, lead_median / 86400 AS days FROM dora(unit = 'month', zone = 'UTC') WHERE scope_kind = 'all'
