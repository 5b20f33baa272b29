package io.changelens.local.demo;

/**
 * Something that the tables have to say when the pipeline counts right.
 *
 * @param name what it is, for people
 * @param planted what the extract's own columns say
 * @param question the statement whose only value has to be the same
 */
record Truth(String name, String planted, String question) {

    /** A truth with what was found. */
    Checked found(String value) {
        return new Checked(name, planted, value);
    }

    /**
     * A truth beside what was found.
     *
     * @param name what it is
     * @param planted what it has to be
     * @param found what the tables say
     */
    record Checked(String name, String planted, String found) {
        boolean ok() {
            return planted.equals(found);
        }
    }
}
