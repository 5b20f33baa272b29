package io.changelens.local.clickhouse;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * How much of this machine the reader's questions may take, so that none of them stops the jobs from writing. The
 * reader may set a setting lower where it has a range, and none above.
 *
 * @param memory of this machine, bytes
 * @param cores of this machine
 */
public record ReaderLimits(long memory, int cores) {

    /** When a question ends that has not said how long it may take, seconds: twice as long as the dashboard waits. */
    public static final int USUAL_SECONDS = 60;

    /** The longest that it may ask for, seconds. */
    public static final int MOST_SECONDS = 120;

    /** Questions at once; the dashboard asks two. */
    public static final int AT_ONCE = 16;

    private static final long GIGABYTE = 1L << 30;
    private static final int SHARE_OF_ONE = 8;
    private static final int SHARE_OF_ALL = 4;

    /**
     * A setting of ClickHouse's and its bound.
     *
     * @param most highest value that the reader may set, from 1; 0 if it may set none but the usual one
     */
    private record Limit(String setting, long usual, long most) {

        static Limit fixed(String setting, long value) {
            return new Limit(setting, value, 0);
        }

        static Limit upTo(String setting, long usual, long most) {
            return new Limit(setting, usual, most);
        }

        String value() {
            return "<%1$s>%2$d</%1$s>".formatted(setting, usual);
        }

        String constraint() {
            return most == 0
                    ? "<%1$s><readonly/></%1$s>".formatted(setting)
                    : "<%1$s><min>1</min><max>%2$d</max></%1$s>".formatted(setting, most);
        }
    }

    /** Those of this machine, or of the container that this JVM is in. */
    public static ReaderLimits ofMachine() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : 4 * GIGABYTE;
        return new ReaderLimits(memory, Runtime.getRuntime().availableProcessors());
    }

    /** Bytes of memory for one question. */
    public long memoryOfOne() {
        return memory / SHARE_OF_ONE;
    }

    /** Bytes of memory for all questions at once: half of what ClickHouse may take. */
    public long memoryOfAll() {
        return memory / SHARE_OF_ALL;
    }

    /** What a profile of ClickHouse's users has of it. */
    public String xml() {
        List<Limit> limits = limits();
        StringBuilder xml = new StringBuilder();
        limits.forEach(limit -> xml.append(limit.value()).append('\n'));
        xml.append("<constraints>\n");
        limits.forEach(limit -> xml.append(limit.constraint()).append('\n'));
        return xml.append("</constraints>\n").toString();
    }

    private List<Limit> limits() {
        return List.of(
                Limit.upTo("max_execution_time", USUAL_SECONDS, MOST_SECONDS),
                Limit.upTo("max_memory_usage", memoryOfOne(), memoryOfOne()),
                Limit.fixed("max_memory_usage_for_user", memoryOfAll()),
                // Memory that a thread may take before it is counted: unbounded, it would be a way around the others.
                Limit.fixed("max_untracked_memory", 4L << 20),
                Limit.fixed("max_threads", cores),
                Limit.fixed("max_concurrent_queries_for_user", AT_ONCE),
                // A result that is waited for is kept on the disk meanwhile.
                Limit.upTo("max_result_bytes", GIGABYTE, GIGABYTE),
                Limit.fixed("max_temporary_data_on_disk_size_for_user", 4 * GIGABYTE),
                Limit.fixed("cancel_http_readonly_queries_on_client_close", 1));
    }
}
