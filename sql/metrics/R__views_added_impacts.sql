-- What do the changes of a time add up to on a KPI, in its own units?
-- SELECT * FROM added_impacts(kpi = 'participation', unit = 'team', from = '2026-01-01 00:00:00', to = '2026-07-01 00:00:00')
-- One row per value stream and team, type of change (unit = 'type'), or value stream alone (unit = 'value_stream'). Over the changes that went
-- live in [from, to), each at its headline horizon once that is final. Not added over value streams, since an event counts in each.
--
-- Changes whose exposed times overlap may be told the same effect twice; overlapping counts those, and shared is the share of exposed time that
-- is counted more than once. The interval takes changes of one unbroken run of overlapping times as fully dependent (the ends are added) and
-- runs as independent (squares are added).
CREATE OR REPLACE VIEW added_impacts AS
WITH
    single AS
    (
        SELECT
            value_stream,
            multiIf({unit:String} = 'team', toString(e.team), {unit:String} = 'type', toString(e.change_type), '') AS name,
            change_id, live_at, window_end,
            assumeNotNull(e.impact) AS amount,
            amount - assumeNotNull(e.impact_low) AS below,
            assumeNotNull(e.impact_high) - amount AS above
        FROM headline_effects AS e
        WHERE kpi = {kpi:String} AND e.impact IS NOT NULL AND status != 'PROVISIONAL' AND NOT has(method, 'ON_VOLUME')
            AND live_at >= {from:DateTime('UTC')} AND live_at < {to:DateTime('UTC')}
    ),
    marked AS
    (
        SELECT
            *,
            live_at >= max(window_end) OVER (PARTITION BY value_stream, name ORDER BY live_at, change_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS apart
        FROM single
    ),
    numbered AS
    (
        SELECT *, sum(apart) OVER (PARTITION BY value_stream, name ORDER BY live_at, change_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
        FROM marked
    ),
    runs AS
    (
        SELECT
            value_stream, name, run,
            count() AS of_run,
            sum(amount) AS amount_of_run,
            sum(below) AS below_of_run,
            sum(above) AS above_of_run,
            sum(dateDiff('millisecond', live_at, window_end)) AS exposed,
            dateDiff('millisecond', min(live_at), max(window_end)) AS covered
        FROM numbered
        GROUP BY value_stream, name, run
    )
SELECT
    value_stream,
    name,
    sum(of_run) AS changes,
    sumIf(of_run, of_run > 1) AS overlapping,
    1 - sum(covered) / sum(exposed) AS shared,
    sum(amount_of_run) AS impact,
    impact - sqrt(sum(pow(below_of_run, 2))) AS impact_low,
    impact + sqrt(sum(pow(above_of_run, 2))) AS impact_high
FROM runs
GROUP BY value_stream, name;
