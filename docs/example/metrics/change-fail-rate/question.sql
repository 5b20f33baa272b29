-- A deployment failed if it failed technically, was rolled back, or was rolled back by another change. 3 of 5 did.
SELECT change_id, failed, failure FROM deployments ORDER BY deployed_at
