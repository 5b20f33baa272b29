-- What is the lead time of each change that went live? As in the view deployments, but without its joins for failures.
CREATE OR REPLACE VIEW lead_times AS
SELECT
    change_id,
    deployed_at,
    toBool((deployed_at, change_id) = min((deployed_at, change_id)) OVER (PARTITION BY service)) AS first_of_service,
    if(first_of_service OR first_commit_at IS NULL, NULL, greatest(0, dateDiff('millisecond', first_commit_at, deployed_at)) / 1000) AS lead_seconds
FROM
(
    SELECT
        change_id, service, first_commit_at,
        assumeNotNull(multiIf(
            state IN ('SUCCEEDED', 'FAILED'), actual_end,
            coalesce(succeeded_at, failed_at, rolled_back_at))) AS deployed_at
    FROM changes FINAL
    WHERE environment = 'production' AND (succeeded_at IS NOT NULL OR rolled_back_at IS NOT NULL)
);
