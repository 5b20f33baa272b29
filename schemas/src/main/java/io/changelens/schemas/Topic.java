package io.changelens.schemas;

import java.util.List;

/**
 * The layout of a Kafka topic, used to create the topic where it is missing.
 *
 * @param name name, without a prefix
 * @param partitions number of partitions
 * @param compacted whether only the last record of each key is kept
 */
public record Topic(String name, int partitions, boolean compacted) {

    private static final int EVENT_PARTITIONS = 4;

    /** Creates the layout of a topic that keeps every record. */
    public static Topic log(String name, int partitions) {
        return new Topic(name, partitions, false);
    }

    /** Creates the layout of a topic with one partition that keeps the last record of each key. */
    public static Topic table(String name) {
        return new Topic(name, 1, true);
    }

    /**
     * Returns the topic of that name.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public static Topic named(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All topics that jobs read or write. */
    public static List<Topic> all() {
        return List.of(
                log(Topics.DEPLOYMENTS, EVENT_PARTITIONS),
                log(Topics.INCIDENTS, EVENT_PARTITIONS),
                log(Topics.LEARNING_ACTIVITY, EVENT_PARTITIONS),
                table(Topics.VALUE_STREAMS),
                table(Topics.RELEASE_WINDOWS),
                table(Topics.SCHEMAS),
                // One partition keeps the order in which documents came, also when a backlog is read: activity that is
                // an hour behind that of another partition would be late.
                log(Topics.INTAKE, 1),
                log(Topics.OUTCOMES, EVENT_PARTITIONS),
                log(Topics.REJECTED_RECORDS, 1),
                log(Topics.LATE_EVENTS, 1),
                log(Topics.CHANGE_ALERTS, 1));
    }
}
