-- How long do each team's changes wait?
SELECT team, count() AS changes, round(quantileExactInclusive(0.5)(waiting_seconds) / 3600, 1) AS median_waiting_hours,
       round(sum(waiting_seconds) / nullIf(sum(flow_seconds), 0), 3) AS waiting_share, sum(hand_overs) AS hand_overs
FROM change_flow
GROUP BY team
ORDER BY quantileExactInclusive(0.5)(waiting_seconds) DESC, team
