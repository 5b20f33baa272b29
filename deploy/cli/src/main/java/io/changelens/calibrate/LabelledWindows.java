package io.changelens.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Time ranges known to be anomalous, in the format of the Numenta Anomaly Benchmark: {@code {"file.csv": [["from",
 * "to"]]}} in a file beside the series whose name ends in {@code labelled-windows.json}. Folders before the file name
 * are ignored.
 */
public final class LabelledWindows {

    private static final String SUFFIX = "labelled-windows.json";

    private final Map<String, List<Window>> byFile = new HashMap<>();

    private LabelledWindows() {}

    /**
     * Reads the time ranges of a folder; none if there is no such file.
     *
     * @param folder folder of the series
     * @throws UserError if the file cannot be read
     */
    public static LabelledWindows in(Path folder) {
        LabelledWindows windows = new LabelledWindows();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                windows.read(file);
            }
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read: " + e.getMessage(), e);
        }
        return windows;
    }

    private void read(Path file) throws IOException {
        try {
            JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
            json.properties().forEach(entry -> {
                List<Window> windows = new ArrayList<>();
                entry.getValue().forEach(w -> windows.add(new Window(millis(w.get(0)), millis(w.get(1)))));
                byFile.merge(Path.of(entry.getKey()).getFileName().toString(), windows, (a, b) -> {
                    a.addAll(b);
                    return a;
                });
            });
        } catch (JsonProcessingException | DateTimeParseException | NullPointerException e) {
            throw new UserError(file + ": is not {\"file.csv\": [[\"from\", \"to\"]]}: " + e.getMessage(), e);
        }
    }

    private static long millis(JsonNode time) {
        return LocalDateTime.parse(time.asText().replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    /**
     * The time ranges of a series.
     *
     * @param file file of the series
     */
    public List<Window> of(Path file) {
        return byFile.getOrDefault(file.getFileName().toString(), List.of());
    }

    /**
     * A time range.
     *
     * @param from start, epoch milliseconds
     * @param to end, inclusive, epoch milliseconds
     */
    public record Window(long from, long to) {}
}
