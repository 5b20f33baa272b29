package io.changelens.demo;

/**
 * An expected value of the tables.
 *
 * @param name name for people
 * @param planted value computed from the extract's own columns
 * @param question statement that returns a single value, which must be equal
 */
public record Truth(String name, long planted, String question) {

    /**
     * Compares the expected value with the result of the statement. A result that is no whole number counts as not
     * found.
     *
     * @param value result of the statement
     */
    public Finding found(String value) {
        return Finding.count(name, (double) planted, value.matches("-?\\d+") ? Double.parseDouble(value) : Double.NaN);
    }
}
