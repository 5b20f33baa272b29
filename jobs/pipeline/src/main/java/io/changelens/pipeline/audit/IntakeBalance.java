package io.changelens.pipeline.audit;

import io.changelens.pipeline.decode.IntakeDelta;

/**
 * The intake counts of one partition since the job was started without state.
 *
 * @param run when the job was started without state, epoch milliseconds; a replay has its own balance
 * @param sums the sums of all deltas of the partition
 */
public record IntakeBalance(long run, IntakeDelta sums) {

    /**
     * Returns read − (counted + duplicates + late + rejected): positive when records were lost, negative when records
     * were counted twice, otherwise 0.
     */
    public long unaccounted() {
        return sums.read() - sums.counted() - sums.duplicates() - sums.late() - sums.rejected();
    }
}
