package io.changelens.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.mapping.record.ImportFields;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} lists the topics with their keys and layout, links every contract, and has every field of activity. */
@Tag("fast")
class EventsPageTest {

    private static final Path PAGE = Path.of("../../docs/events.md");

    @Test
    void everyTopicHasItsRow() throws Exception {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        for (Topic topic : Topic.all()) {
            assertThat(rows)
                    .as(topic.name())
                    .anyMatch(row -> row.split("\\|", 3)[1].contains("`" + topic.name() + "`")
                            && row.contains("(compacted)") == topic.compacted()
                            && row.strip().endsWith("| " + topic.partitions() + " |"));
        }
    }

    @Test
    void everyFieldOfLearningActivityHasItsRow() throws Exception {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(ImportFields.of(RecordKind.LEARNING_ACTIVITY).getFields())
                .allSatisfy(field ->
                        assertThat(rows).anyMatch(row -> row.split("\\|", 3)[1].contains("`" + field.name() + "`")));
    }

    @Test
    void everyContractIsLinked() throws Exception {
        String page = Files.readString(PAGE);
        for (RecordKind<?> kind : RecordKind.all()) {
            assertThat(page).contains("schemas/src/main/avro/" + kind.contract() + ".avsc");
        }
    }
}
