package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.importer.ReasonCounts.Place;
import io.changelens.importer.SentEvents.Range;
import io.changelens.mapping.row.FileFormat;
import io.changelens.mapping.row.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SentEventsTest {
    @Test
    void everyPositionIsGivenBackAlsoASecondTime() throws IOException {
        try (SentEvents sent = new SentEvents()) {
            List<String> added = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                sent.add(i % 3, 100 + i, i);
                added.add(i % 3 + " " + (100 + i) + " " + i);
            }
            for (int time = 0; time < 2; time++) {
                List<String> read = new ArrayList<>();
                sent.forEach((partition, offset, origin) -> read.add(partition + " " + offset + " " + origin));
                assertThat(read).isEqualTo(added);
            }
            assertThat(sent.ranges())
                    .isEqualTo(Map.of(0, new Range(100, 10_099), 1, new Range(101, 10_097), 2, new Range(102, 10_098)));
        }
    }

    @Property
    void aPlaceIsUnpackedAsItWasPacked(
            @ForAll @IntRange(min = 0, max = 99) int file, @ForAll @LongRange(min = 0, max = 1L << 43) long line) {
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            files.add(new InputFile(Path.of("folder", i + ".csv"), FileFormat.CSV, Optional.empty()));
        }
        assertThat(new Origins(files).place(Origins.pack(file, line))).isEqualTo(new Place(file + ".csv", line));
    }
}
