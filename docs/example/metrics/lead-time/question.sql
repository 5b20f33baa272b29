-- Seconds from the first commit to the deployment. The first change of a service and a change that never went live have none.
SELECT change_id, live, first_of_service, lead_seconds FROM deployments ORDER BY deployed_at
