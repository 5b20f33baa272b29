package io.changelens.importer;

/**
 * What the jobs made of the records of a topic, by the view {@code audit}.
 *
 * @param read records read
 * @param counted events that count
 * @param known copies of events that count already
 * @param late events that came after what they belong to was closed
 * @param rejected records that cannot be read or break a rule, and rows that the database refused
 * @param unaccounted records of which nobody knows what became of them
 */
public record IntakeAccount(long read, long counted, long known, long late, long rejected, long unaccounted) {

    /** An account of nothing. */
    public static final IntakeAccount NONE = new IntakeAccount(0, 0, 0, 0, 0, 0);

    /** What has come since an earlier account. */
    public IntakeAccount since(IntakeAccount before) {
        return new IntakeAccount(
                read - before.read,
                counted - before.counted,
                known - before.known,
                late - before.late,
                rejected - before.rejected,
                unaccounted - before.unaccounted);
    }

    /** Records that were read and do not count anew. */
    public long notCounted() {
        return known + late + rejected + unaccounted;
    }
}
