-- A deployment each Monday is once a week, whether a month has four Mondays or five. A month without a deployment is low when it is over; for
-- April, which is not, nothing is certain yet: one deployment may still come.
SELECT scope, period, complete, tier FROM dora_tiers(zone = 'UTC') WHERE scope_kind = 'service' ORDER BY scope, period
