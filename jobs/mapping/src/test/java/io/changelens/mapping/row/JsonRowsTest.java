package io.changelens.mapping.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON in every layout that tools export: lines, one document over several lines, arrays. */
class JsonRowsTest {

    @TempDir
    private Path folder;

    @Test
    void oneObjectALine() throws Exception {
        assertThat(rows("{\"a\":1}\n\n{\"a\":2}\n")).containsExactly("1 {\"a\":1}", "3 {\"a\":2}");
        assertThat(rows("\n{\"a\":1}")).containsExactly("2 {\"a\":1}");
        assertThat(rows("")).isEmpty();
        assertThat(rows("{\"a\":\n{\"a\":2}\n")).containsExactly("1 not JSON", "2 {\"a\":2}");
    }

    @Test
    void documentsOverSeveralLines() throws Exception {
        assertThat(rows("{\n \"a\": {\n  \"b\": 1}\n}\n")).containsExactly("1 {\"a\":{\"b\":1}}");
        assertThat(rows("{\"a\": {},\n \"b\": 1}")).containsExactly("1 {\"a\":{},\"b\":1}");
        assertThat(rows("{\"a\":\n 1}")).containsExactly("1 {\"a\":1}");
        assertThat(rows("{\"a\": [1\n, 2]}")).containsExactly("1 {\"a\":[1,2]}");
        assertThat(rows("\n\n{\n \"a\":1}\n{\"a\":2}\n\n{\n}")).containsExactly("3 {\"a\":1}", "5 {\"a\":2}", "7 {}");
    }

    @Test
    void arrays() throws Exception {
        assertThat(rows("[{\"a\":1},{\"a\":[2]}]")).containsExactly("1 {\"a\":1}", "1 {\"a\":[2]}");
        assertThat(rows("[\n {\"a\":1},\n {\"a\":2}\n]\n")).containsExactly("2 {\"a\":1}", "3 {\"a\":2}");
        assertThat(rows("[{\"a\":1}]\n[]\n[{\"a\":2}]\n")).containsExactly("1 {\"a\":1}", "3 {\"a\":2}");
        assertThat(rows("[1, [{\"a\":1}], {\"a\":2}]"))
                .containsExactly("1 not a JSON object", "1 not a JSON object", "1 {\"a\":2}");
    }

    @Test
    void numbersKeepTheirDigits() throws Exception {
        assertThat(rows("[{\"a\":1234567890123456789012.1}]")).containsExactly("1 {\"a\":1234567890123456789012.1}");
    }

    private List<String> rows(String text) throws Exception {
        Path path = Files.writeString(folder.resolve("x.json"), text);
        InputFile file = InputFile.of(path, Optional.empty());
        List<String> rows = new ArrayList<>();
        try (RowReader reader = JsonRows.open(file, file.open(new AtomicLong()))) {
            boolean more = true;
            while (more) {
                try {
                    Optional<Row> row = reader.read();
                    row.ifPresent(read -> rows.add(reader.line() + " " + read.cells()));
                    more = row.isPresent();
                } catch (RowRejected e) {
                    rows.add(reader.line() + " " + e.reason());
                }
            }
        }
        return rows;
    }
}
