package io.changelens.local.flink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects a stack that does no work although all its processes are alive: a job that no longer runs, or no task
 * manager, which nothing restarts in a local stack.
 */
public final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /**
     * Consecutive observations without a task manager before the stack is given up; one may fall between two of Flink's
     * messages.
     */
    private static final int LOOKS_WITHOUT_TASK_MANAGER = 5;

    private final FlinkCluster flink;
    private final BooleanSupplier excused;
    private final Map<JobID, JobHealth> jobs = new LinkedHashMap<>();
    private final CompletableFuture<String> dead = new CompletableFuture<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "job-watch");
        thread.setDaemon(true);
        return thread;
    });
    private int without;

    private JobWatch(FlinkCluster flink, BooleanSupplier excused) {
        this.flink = flink;
        this.excused = excused;
    }

    /**
     * Starts watching jobs, once a second.
     *
     * @param ids running jobs
     * @param limit how long a job may be in trouble; see {@link JobHealth}
     * @param excused whether a service that the jobs need is unavailable at the moment
     * @param flink cluster of the jobs
     */
    public static JobWatch start(FlinkCluster flink, Iterable<JobID> ids, Duration limit, BooleanSupplier excused) {
        JobWatch watch = new JobWatch(flink, excused);
        ids.forEach(id -> watch.jobs.put(id, new JobHealth(limit)));
        var unused = watch.looks.scheduleWithFixedDelay(
                watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Completes with one line when a job is given up or no task manager is left. */
    public CompletableFuture<String> dead() {
        return dead;
    }

    private void look() {
        try {
            boolean excuse = excused.getAsBoolean();
            for (Map.Entry<JobID, JobHealth> job : jobs.entrySet()) {
                look(job.getKey(), job.getValue(), excuse);
            }
            without = flink.taskManagers() == 0 ? without + 1 : 0;
            if (without >= LOOKS_WITHOUT_TASK_MANAGER) {
                dead.complete("Flink has no task manager left, so no job runs" + firstReason());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("cannot see how the jobs are", e); // The next attempt may succeed.
        }
    }

    private void look(JobID id, JobHealth health, boolean excuse) throws InterruptedException {
        JobProgress progress = flink.progress(id);
        long now = System.nanoTime();
        if (excuse && !progress.running()) {
            health.excuse(now);
        }
        Optional<Duration> trouble = health.observe(now, progress.running(), progress.checkpoints());
        trouble.ifPresent(time -> dead.complete("the job " + flink.nameOf(id) + " has not come to run for "
                + time.toSeconds() + " s: " + progress.reason()));
    }

    /** The reason of the job whose failure ended the task manager; the other jobs failed as a consequence. */
    private String firstReason() throws InterruptedException {
        for (JobID id : jobs.keySet()) {
            JobProgress progress = flink.progress(id);
            if (progress.caused()) {
                return "; the job " + flink.nameOf(id) + " failed: " + progress.reason();
            }
        }
        return "; the log says why"; // The task manager ended before its job could report a reason.
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
