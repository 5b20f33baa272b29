package io.changelens.local.stack;

import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * How far a job got.
 *
 * @param running whether every subtask runs, or has done its work
 * @param ended whether the job is over
 * @param reason why it does not run, as far as known
 */
record JobProgress(boolean running, boolean ended, String reason) {

    static JobProgress of(MiniCluster cluster, JobID id) throws InterruptedException {
        try {
            AccessExecutionGraph graph = cluster.getExecutionGraph(id).get();
            return new JobProgress(everySubtaskRuns(graph), graph.getState().isGloballyTerminalState(), reason(graph));
        } catch (ExecutionException e) {
            return new JobProgress(false, false, rootMessage(e));
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

    private static String reason(AccessExecutionGraph graph) {
        return graph.getFailureInfo() == null
                ? "it is " + graph.getState()
                : rootMessage(graph.getFailureInfo().getException());
    }

    /** What the innermost cause says, in one line. */
    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.toString() : root.getMessage();
        return text.replaceAll("\\s+", " ").strip();
    }
}
