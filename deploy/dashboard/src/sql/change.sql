-- Which row does a change have?
SELECT
    change_id, service, environment, state, change_type, title, version, team, collaborating_teams, work_item, sprint, service_request,
    planned_start, planned_end, actual_start, actual_end, exposed_until, first_commit_at, commits, lines_added, lines_removed,
    files_changed, rollout_scope, rollback_of, remediates_incident, value_streams
FROM latest_changes
WHERE change_id = {change:String}
