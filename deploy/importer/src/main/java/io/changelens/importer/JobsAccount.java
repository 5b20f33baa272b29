package io.changelens.importer;

import java.util.Map;

/**
 * What the jobs made of the events of an import. The numbers of the account may include events of other producers; those
 * with examples are of the import alone.
 *
 * @param intake the account of the topic since the import began
 * @param same duplicates whose earlier copy has the same content: they were sent twice
 * @param other duplicates whose earlier copy has another content: two events share an id, and the first one counts
 * @param late late events without an earlier copy of the same content
 * @param lateCopies number of late events with one, which were imported before
 * @param rejected events that the jobs rejected, by rule
 * @param unnamed number of duplicates in the account that were not found on the topic because it is too long
 */
public record JobsAccount(
        IntakeAccount intake,
        Examples same,
        Examples other,
        Examples late,
        long lateCopies,
        Map<String, Examples> rejected,
        long unnamed) {

    /**
     * Whether every event of the import counts, or counted before with the same content. Duplicates that could not be
     * compared with their earlier copy do not count as such.
     */
    public boolean complete() {
        return other.events() == 0
                && late.events() == 0
                && rejected.isEmpty()
                && unnamed == 0
                && intake.unaccounted() == 0;
    }
}
