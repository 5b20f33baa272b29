package io.changelens.local.flink;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The allowed routes of Flink's REST interface: the files of its page, and what the page shows of jobs, task managers
 * and metrics. All others are refused, because some GET requests write ({@code yarn-cancel}, {@code yarn-stop}) and
 * others disclose more than the page needs: logs, thread dumps, configuration and environment of the process.
 */
public final class FlinkPageRoutes {

    /** In the syntax of Flink's own route table, where the page's files are {@code /:*}. */
    public static final List<String> ALLOWED = List.of(
            "/applications/:applicationid",
            "/applications/:applicationid/exceptions",
            "/applications/overview",
            "/config",
            "/jobmanager/metrics",
            "/jobs",
            "/jobs/:jobid",
            "/jobs/:jobid/accumulators",
            "/jobs/:jobid/checkpoints",
            "/jobs/:jobid/checkpoints/config",
            "/jobs/:jobid/checkpoints/details/:checkpointid",
            "/jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid",
            "/jobs/:jobid/config",
            "/jobs/:jobid/exceptions",
            "/jobs/:jobid/metrics",
            "/jobs/:jobid/plan",
            "/jobs/:jobid/rescales/config",
            "/jobs/:jobid/rescales/details/:rescaleuuid",
            "/jobs/:jobid/rescales/history",
            "/jobs/:jobid/rescales/overview",
            "/jobs/:jobid/rescales/summary",
            "/jobs/:jobid/resource-requirements",
            "/jobs/:jobid/status",
            "/jobs/:jobid/vertices/:vertexid",
            "/jobs/:jobid/vertices/:vertexid/accumulators",
            "/jobs/:jobid/vertices/:vertexid/backpressure",
            "/jobs/:jobid/vertices/:vertexid/flamegraph",
            "/jobs/:jobid/vertices/:vertexid/jm-operator-metrics",
            "/jobs/:jobid/vertices/:vertexid/metrics",
            "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex",
            "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt",
            "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt/accumulators",
            "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics",
            "/jobs/:jobid/vertices/:vertexid/subtasks/accumulators",
            "/jobs/:jobid/vertices/:vertexid/subtasks/metrics",
            "/jobs/:jobid/vertices/:vertexid/subtasktimes",
            "/jobs/:jobid/vertices/:vertexid/taskmanagers",
            "/jobs/:jobid/vertices/:vertexid/watermarks",
            "/jobs/metrics",
            "/jobs/overview",
            "/overview",
            "/taskmanagers",
            "/taskmanagers/:taskmanagerid",
            "/taskmanagers/:taskmanagerid/metrics",
            "/taskmanagers/metrics");

    // Flink would decode percent signs and drop double slashes; here a path with either matches no allowed route.
    private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9_.-]*";
    private static final Pattern FILE = Pattern.compile(
            "/(" + SEGMENT + "\\.(html|js|css|json|svg|ico|png|woff2?|ttf|txt))?|/assets(/" + SEGMENT + ")+");
    private static final List<Pattern> DATA = ALLOWED.stream()
            .map(route -> Pattern.compile("(/v1)?" + route.replaceAll(":[A-Za-z]+", SEGMENT)))
            .toList();

    private static final Pattern CHECKPOINT = Pattern.compile("/jobs/[0-9a-f]{32}/checkpoints");

    private FlinkPageRoutes() {}

    /**
     * Whether a POST request asks for a checkpoint.
     *
     * @param path raw path without query
     */
    static boolean takesCheckpoint(String path) {
        return CHECKPOINT.matcher(path).matches();
    }

    /**
     * Whether a GET request is allowed.
     *
     * @param path raw path without query
     */
    public static boolean allows(String path) {
        return FILE.matcher(path).matches()
                || DATA.stream().anyMatch(route -> route.matcher(path).matches());
    }
}
