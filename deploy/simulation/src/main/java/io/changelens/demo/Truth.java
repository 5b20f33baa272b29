package io.changelens.demo;

/**
 * Something that the tables have to say when the pipeline counts right.
 *
 * @param name what it is, for people
 * @param planted what the extract's own columns say
 * @param question the statement whose only value has to be the same
 */
public record Truth(String name, long planted, String question) {

    /** Beside what was found; anything but a number was not found. */
    public Finding found(String value) {
        return Finding.count(name, (double) planted, value.matches("-?\\d+") ? Double.parseDouble(value) : Double.NaN);
    }
}
