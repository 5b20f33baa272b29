package io.changelens.importer;

import io.changelens.importer.ReasonCounts.Place;
import io.changelens.mapping.row.InputFile;
import java.util.List;

/**
 * Packs the place of a row, its file and line, into one number, so that millions of events can carry theirs.
 *
 * @param files files of the import, in order
 */
public record Origins(List<InputFile> files) {
    private static final int LINE_BITS = 44;

    /**
     * Packs a place.
     *
     * @param file position of the file among those of the import, from 0
     * @param line line number, from 1
     */
    public static long pack(int file, long line) {
        return (long) file << LINE_BITS | line;
    }

    /** The place that was packed. */
    public Place place(long origin) {
        return new Place(files.get((int) (origin >>> LINE_BITS)).name(), origin & (1L << LINE_BITS) - 1);
    }
}
