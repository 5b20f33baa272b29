package io.changelens.importer;

/**
 * The jobs' account of the records of a topic, by the view {@code audit}: read = counted + known + late + rejected +
 * unaccounted.
 *
 * @param read records read
 * @param counted events that count
 * @param known duplicates of events that already count
 * @param late events that arrived after the Flink window or state that they belong to was closed
 * @param rejected records that cannot be decoded or break a rule, and rows that the database refused
 * @param unaccounted records without a known outcome
 */
public record IntakeAccount(long read, long counted, long known, long late, long rejected, long unaccounted) {

    /** An account of zero records. */
    public static final IntakeAccount NONE = new IntakeAccount(0, 0, 0, 0, 0, 0);

    /** The difference to an earlier account of the same topic. */
    public IntakeAccount since(IntakeAccount before) {
        return new IntakeAccount(
                read - before.read,
                counted - before.counted,
                known - before.known,
                late - before.late,
                rejected - before.rejected,
                unaccounted - before.unaccounted);
    }

    /** Number of records that were read and do not count. */
    public long notCounted() {
        return known + late + rejected + unaccounted;
    }
}
