package io.changelens.schemas;

import java.util.List;

/**
 * The layout of a Kafka topic, by which it is created where it is missing.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param compacted whether the last record of each key is kept, instead of every record
 */
public record Topic(String name, int partitions, boolean compacted) {

    private static final int EVENT_PARTITIONS = 4;

    /** A topic that keeps every record. */
    public static Topic log(String name, int partitions) {
        return new Topic(name, partitions, false);
    }

    /** A topic of one partition that keeps the last record of each key. */
    public static Topic table(String name) {
        return new Topic(name, 1, true);
    }

    /** The topic of that name. */
    public static Topic named(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every topic of the jobs. */
    public static List<Topic> all() {
        return List.of(
                log(Topics.DEPLOYMENTS, EVENT_PARTITIONS),
                log(Topics.INCIDENTS, EVENT_PARTITIONS),
                log(Topics.LEARNING_ACTIVITY, EVENT_PARTITIONS),
                table(Topics.VALUE_STREAMS),
                table(Topics.RELEASE_WINDOWS),
                table(Topics.SCHEMAS),
                log(Topics.OUTCOMES, EVENT_PARTITIONS),
                log(Topics.REJECTED_RECORDS, 1),
                log(Topics.LATE_EVENTS, 1),
                log(Topics.CHANGE_ALERTS, 1));
    }
}
