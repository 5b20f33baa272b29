package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Finds out how a JSON file is laid out: one object a line ({@link JsonLines}), or documents over several lines and
 * arrays of objects ({@link JsonDocuments}). The beginning decides.
 */
public final class JsonRows {
    private JsonRows() {}

    /**
     * Opens a JSON file.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @throws IOException when the file cannot be read
     */
    public static RowReader open(InputFile file, InputStream text) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int first = firstOf(text, read);
        boolean lines = first != '[' && (first != '{' || lines(text, read));
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(read.toByteArray()), text);
        return lines ? new JsonLines(file, all) : new JsonDocuments(file, all);
    }

    /** Reads to the first character that is no white space, and returns it; -1 at the end of the file. */
    private static int firstOf(InputStream text, ByteArrayOutputStream read) throws IOException {
        int b = text.read();
        while (b >= 0 && read.size() < RecordLimit.LONGEST) {
            read.write(b);
            if (!Character.isWhitespace(b)) {
                return b;
            }
            b = text.read();
        }
        return -1;
    }

    /** Whether a file that begins with an object has one object a line: the line ends where the object does. */
    private static boolean lines(InputStream text, ByteArrayOutputStream read) throws IOException {
        int b = text.read();
        for (; b >= 0 && b != '\n' && read.size() < RecordLimit.LONGEST; b = text.read()) {
            read.write(b);
        }
        if (b < 0) {
            return true;
        }
        read.write(b);
        if (isWhole(read.toByteArray()) || read.size() >= RecordLimit.LONGEST) {
            return true;
        }
        // After a broken line, the next one begins with an object too; within a document, it does not.
        int next = firstOf(text, read);
        return next < 0 || next == '{';
    }

    private static boolean isWhole(byte[] line) {
        try {
            JsonLines.JSON.readTree(line);
            return true;
        } catch (JsonProcessingException e) {
            // Else it is broken in itself: the line is rejected, and the others are read.
            return !e.getOriginalMessage().contains("end-of-input");
        } catch (IOException e) {
            return true;
        }
    }
}
