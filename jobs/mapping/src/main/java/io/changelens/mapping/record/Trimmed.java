package io.changelens.mapping.record;

/**
 * Removes white space around a text, no-break spaces included, which spreadsheets put there. An id with a space at its
 * end would be another id.
 */
final class Trimmed {
    private Trimmed() {}

    /** Returns the text without the white space around it. */
    static String of(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
