package io.changelens.local.flink;

import io.changelens.pipeline.decode.RecordFailure;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.runtime.scheduler.exceptionhistory.RootExceptionHistoryEntry;

/**
 * The progress of a job.
 *
 * @param running whether every subtask runs or has finished
 * @param ended whether the job has ended
 * @param caused whether the job has failed and {@code reason} is the cause, not a consequence
 * @param checkpoints completed checkpoints
 * @param reason why the job does not run or last failed, as far as known
 */
public record JobProgress(boolean running, boolean ended, boolean caused, long checkpoints, String reason) {

    private static final long PATIENCE_SECONDS = 30;

    /** Messages of jobs that wait for a task manager. They report a consequence, never the cause. */
    private static final String WAITS =
            "(?s).*(NoResourceAvailable|minimum required resources|TaskExecutor|TaskManager).*";

    /**
     * Asks the cluster for a job's progress, for at most 30 s.
     *
     * @param cluster the cluster
     * @param id the job
     */
    public static JobProgress of(MiniCluster cluster, JobID id) throws InterruptedException {
        try {
            ExecutionGraphInfo info = cluster.getExecutionGraphInfo(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            AccessExecutionGraph graph = info.getArchivedExecutionGraph();
            Optional<Throwable> failure = failure(info);
            return new JobProgress(
                    everySubtaskRuns(graph),
                    graph.getState().isGloballyTerminalState(),
                    failure.filter(JobProgress::isCause).isPresent(),
                    checkpoints(graph.getCheckpointStatsSnapshot()),
                    failure.map(JobProgress::rootMessage).orElse("it is " + graph.getState()));
        } catch (ExecutionException e) {
            return new JobProgress(false, false, false, 0, rootMessage(e));
        } catch (TimeoutException e) {
            return new JobProgress(false, false, false, 0, "Flink does not answer");
        }
    }

    private static boolean everySubtaskRuns(AccessExecutionGraph graph) {
        boolean any = false;
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            any = true;
            if (vertex.getExecutionState() != ExecutionState.RUNNING
                    && vertex.getExecutionState() != ExecutionState.FINISHED) {
                return false;
            }
        }
        return any && (graph.getState() == JobStatus.RUNNING || graph.getState() == JobStatus.FINISHED);
    }

    private static long checkpoints(CheckpointStatsSnapshot stats) {
        return stats == null ? 0 : stats.getCounts().getNumberOfCompletedCheckpoints();
    }

    /** The newest failure that is a cause, otherwise any failure. */
    private static Optional<Throwable> failure(ExecutionGraphInfo info) {
        Throwable found = null;
        boolean cause = false;
        for (RootExceptionHistoryEntry entry : info.getExceptionHistory()) {
            boolean isCause = isCause(entry.getException());
            if (found == null || isCause || !cause) {
                found = entry.getException();
                cause = isCause;
            }
        }
        if (found == null && info.getArchivedExecutionGraph().getFailureInfo() != null) {
            found = info.getArchivedExecutionGraph().getFailureInfo().getException();
        }
        return Optional.ofNullable(found);
    }

    private static boolean isCause(Throwable failure) {
        return !rootMessage(failure).matches(WAITS);
    }

    /**
     * The message of the innermost cause in one line, with the place of the record that was being processed if that is
     * known.
     */
    public static String rootMessage(Throwable failure) {
        String place = "";
        Throwable root = failure;
        while (root.getCause() != null) {
            place = place.isEmpty() ? RecordFailure.placeIn(root.getMessage()) : place;
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.toString() : root.getMessage();
        return (text + (place.isEmpty() ? "" : " (at " + place + ")"))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
