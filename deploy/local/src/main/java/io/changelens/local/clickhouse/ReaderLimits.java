package io.changelens.local.clickhouse;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Limits of the reader's queries, so that none of them keeps the jobs from writing. The reader may lower a setting that
 * has a range, and may raise none above its bound.
 *
 * @param memory memory of this machine, bytes
 * @param cores processors of this machine
 */
public record ReaderLimits(long memory, int cores) {

    /** Default time limit of a query, seconds: twice as long as the dashboard waits. */
    public static final int USUAL_SECONDS = 60;

    /** Longest time limit that a query may request, seconds. */
    public static final int MOST_SECONDS = 120;

    /** Concurrent queries of the reader; the dashboard runs two. */
    public static final int AT_ONCE = 16;

    private static final long GIGABYTE = 1L << 30;
    private static final int SHARE_OF_ONE = 8;
    private static final int SHARE_OF_ALL = 4;

    /**
     * A ClickHouse setting, its default and its bound.
     *
     * @param most highest value that the reader may set, from 1; 0 if the reader may not change it
     * @param setting name of the setting
     * @param usual default value
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

    /** The limits on this machine, or in the container of this JVM. */
    public static ReaderLimits ofMachine() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : 4 * GIGABYTE;
        return new ReaderLimits(memory, Runtime.getRuntime().availableProcessors());
    }

    /** Memory of one query, bytes. */
    public long memoryOfOne() {
        return memory / SHARE_OF_ONE;
    }

    /** Memory of all concurrent queries, bytes: half of what ClickHouse may use. */
    public long memoryOfAll() {
        return memory / SHARE_OF_ALL;
    }

    /** The limits as settings and constraints of a profile in ClickHouse's users configuration. */
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
                // Memory that a thread may allocate before it is counted. Unbounded, it would circumvent the other
                // limits.
                Limit.fixed("max_untracked_memory", 4L << 20),
                Limit.fixed("max_threads", cores),
                Limit.fixed("max_concurrent_queries_for_user", AT_ONCE),
                // A result that is buffered for its client is kept on disk.
                Limit.upTo("max_result_bytes", GIGABYTE, GIGABYTE),
                Limit.fixed("max_temporary_data_on_disk_size_for_user", 4 * GIGABYTE),
                Limit.fixed("cancel_http_readonly_queries_on_client_close", 1));
    }
}
