-- What were the effects of changes by type, by team, and with and without a collision?
SELECT
    part.1 AS dimension,
    part.2 AS name,
    count() AS changes,
    countIf(result = 'IMPROVED') AS improved,
    improved / changes AS improved_share,
    countIf(result IN ('DEGRADED', 'MIXED')) AS degraded,
    degraded / changes AS degraded_share,
    countIf(result = 'NO_MATERIAL_EFFECT') AS no_material_effect,
    countIf(result = 'HARM_RULED_OUT') AS harm_ruled_out,
    countIf(result = 'BENEFIT_RULED_OUT') AS benefit_ruled_out,
    countIf(result = 'INCONCLUSIVE') AS inconclusive
FROM
(
    SELECT
        change_id,
        any(change_type) AS type,
        any(team) AS of_team,
        multiIf(
            has(groupArray(toString(business_result)), 'DEGRADED') OR has(groupArray(toString(business_result)), 'MIXED'), 'DEGRADED',
            has(groupArray(toString(business_result)), 'IMPROVED'), 'IMPROVED',
            has(groupArray(toString(business_result)), 'INCONCLUSIVE') OR hasAll(groupArray(toString(business_result)), ['HARM_RULED_OUT', 'BENEFIT_RULED_OUT']), 'INCONCLUSIVE',
            has(groupArray(toString(business_result)), 'HARM_RULED_OUT'), 'HARM_RULED_OUT',
            has(groupArray(toString(business_result)), 'BENEFIT_RULED_OUT'), 'BENEFIT_RULED_OUT',
            'NO_MATERIAL_EFFECT') AS result,
        change_id IN (SELECT change_id FROM collisions WHERE state = 'CONFIRMED') AS collided
    FROM change_summary
    WHERE business_result != 'INSUFFICIENT_DATA' AND live_at >= {from:DateTime} AND live_at < {to:DateTime}
        AND ({stream:String} = '' OR value_stream = {stream:String})
    GROUP BY change_id
)
ARRAY JOIN [('type', toString(type)), ('team', toString(of_team)), ('collision', if(collided, 'yes', 'no'))] AS part
GROUP BY dimension, name
ORDER BY dimension, changes DESC, name
