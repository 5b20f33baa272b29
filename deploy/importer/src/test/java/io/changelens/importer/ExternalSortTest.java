package io.changelens.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.EncodedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExternalSortTest {

    /** Few distinct times, so that stability is put to the test. */
    @Property(tries = 300)
    void sortsLikeAStableSortInMemory(
            @ForAll @Size(max = 200) List<@LongRange(min = -3, max = 3) Long> times,
            @ForAll @IntRange(min = 1, max = 20) int maxEvents)
            throws IOException {
        assertSorted(times, maxEvents, Long.MAX_VALUE);
    }

    @Property(tries = 100)
    void sortsAnyTimes(@ForAll @Size(max = 100) List<Long> times, @ForAll @IntRange(min = 1, max = 4000) int maxBytes)
            throws IOException {
        assertSorted(times, Integer.MAX_VALUE, maxBytes);
    }

    private static void assertSorted(List<Long> times, int maxEvents, long maxBytes) throws IOException {
        List<EncodedRecord> added = new ArrayList<>();
        List<EncodedRecord> drained = new ArrayList<>();
        try (ExternalSort sort = new ExternalSort(maxEvents, maxBytes)) {
            for (int i = 0; i < times.size(); i++) {
                EncodedRecord event = new EncodedRecord(times.get(i), ("k" + i).getBytes(UTF_8), new byte[i % 7]);
                added.add(event);
                sort.add(event, i);
            }
            assertThat(sort.size()).isEqualTo(times.size());
            sort.drainTo((event, origin) -> {
                assertThat(shown(List.of(event))).isEqualTo(shown(List.of(added.get((int) origin))));
                drained.add(event);
            });
        }
        added.sort(Comparator.comparingLong(EncodedRecord::time));
        assertThat(shown(drained)).isEqualTo(shown(added));
    }

    private static List<String> shown(List<EncodedRecord> events) {
        return events.stream()
                .map(e -> e.time() + " " + new String(e.key(), UTF_8) + " " + e.value().length)
                .toList();
    }

    @Test
    void leavesNoFileBehindEvenWhenNeverClosed() throws IOException {
        List<Path> before = temporaryFiles();
        ExternalSort sort = new ExternalSort(1, Long.MAX_VALUE);
        sort.add(new EncodedRecord(1, new byte[1], new byte[1]), 0);
        assertThat(temporaryFiles()).isEqualTo(before);
        sort.close();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("changelens-import"))
                    .sorted()
                    .toList();
        }
    }
}
