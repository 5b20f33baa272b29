-- Seconds until the service worked again: by the change's own rollback, by the next change, or by the change that rolled it back.
SELECT change_id, failure, recovered_at, recovery_seconds FROM deployments WHERE failed ORDER BY deployed_at
