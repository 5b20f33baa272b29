package io.changelens.pipeline.audit;

import io.changelens.pipeline.decode.IntakeDelta;

/**
 * The account of one partition since the job began without state.
 *
 * @param run when the job began without state, epoch milliseconds: a replay has an account of its own
 * @param sums what became of its records
 */
public record IntakeBalance(long run, IntakeDelta sums) {

    /** Records read whose fate nobody knows: 0 unless records were lost, or counted twice (negative). */
    public long unaccounted() {
        return sums.read() - sums.counted() - sums.duplicates() - sums.late() - sums.rejected();
    }
}
