-- Is every record that was read accounted for? One row per partition, for the newest run of the job that reads it.
-- Events in late_sums are counted, because their records were in time; audit_topics has the number of these sums.
-- unaccounted = read - counted - refused - duplicates - late - rejected, where late and rejected count stored rows.
-- unaccounted may differ from 0 for some seconds after a checkpoint, until those rows are inserted. A lasting difference is a loss of records.
CREATE OR REPLACE VIEW audit AS
WITH
    newest AS
    (
        SELECT
            topic, partition, max(intake_balances.run) AS run,
            argMax(next_offset, (intake_balances.run, intake_balances.read)) AS next_offset,
            argMax(published_at, (intake_balances.run, intake_balances.read)) AS published_at,
            argMax(intake_balances.read, (intake_balances.run, intake_balances.read)) AS read,
            argMax(counted, (intake_balances.run, intake_balances.read)) AS counted,
            argMax(duplicates, (intake_balances.run, intake_balances.read)) AS duplicates
        FROM intake_balances
        GROUP BY topic, partition
    ),
    kept AS
    (
        SELECT topic, partition, offset, 1 AS late, 0 AS rejected, 0 AS refused
        FROM late_events
        GROUP BY topic, partition, offset
        UNION ALL
        SELECT
            topic, partition, offset, 0 AS late,
            max(reason != 'refused-by-database') AS rejected, max(reason = 'refused-by-database') AS refused
        FROM rejected_records FINAL
        GROUP BY topic, partition, offset
    ),
    apart AS
    (
        SELECT
            topic, partition,
            sum(kept.late) AS late_rows,
            sum(kept.rejected) AS rejected_rows,
            sum(kept.refused) AS refused_rows
        FROM kept
        INNER JOIN newest USING (topic, partition)
        WHERE kept.offset < newest.next_offset
        GROUP BY topic, partition
    )
SELECT
    topic,
    partition,
    run,
    next_offset,
    published_at,
    read,
    toUInt64(greatest(0, toInt64(counted) - toInt64(refused_rows))) AS counted,
    refused_rows AS refused,
    duplicates,
    late_rows AS late,
    rejected_rows AS rejected,
    toInt64(read) - toInt64(newest.counted) - toInt64(duplicates) - toInt64(late_rows) - toInt64(rejected_rows) AS unaccounted
FROM newest
LEFT JOIN apart USING (topic, partition)
SETTINGS join_use_nulls = 0;

-- Do the tables contain every counted event? One row per topic. in_tables is null for topics whose events enter several sums; of those,
-- late_sums is the number of sums that are missing in outcome_minutes, and 0 as long as all works.
CREATE OR REPLACE VIEW audit_topics AS
WITH
    (
        SELECT mapFromArrays(groupArray(of_topic), groupArray(sums))
        FROM (SELECT CAST(topic, 'String') AS of_topic, count() AS sums FROM late_sums FINAL GROUP BY of_topic)
    ) AS sums_of_topics
SELECT
    topic,
    sum(audit.read) AS read,
    sum(audit.counted) AS counted,
    sum(audit.refused) AS refused,
    sum(audit.duplicates) AS duplicates,
    sum(audit.late) AS late,
    sum(audit.rejected) AS rejected,
    sum(audit.unaccounted) AS unaccounted,
    multiIf(
        topic = 'deployments', toNullable((SELECT sum(events) FROM changes FINAL)),
        topic = 'incidents', toNullable((SELECT sum(events) FROM incidents FINAL)),
        NULL) AS in_tables,
    sums_of_topics[CAST(topic, 'String')] AS late_sums
FROM audit
GROUP BY topic;
