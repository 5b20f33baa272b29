package io.changelens.importer;

import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingReader;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.message.BinaryMessageDecoder;

/** What the tests of this package share. */
public final class Fixture {
    static final long NOW = System.currentTimeMillis();

    /** Columns of a deployment without anything optional. */
    static final String DEPLOYMENT_HEADER = "eventId,changeId,phase,occurredAt,service";

    private Fixture() {}

    /** A mapping of deployments that says no more than it must, with further lines under {@code fields}. */
    static Mapping deployments(String... furtherFields) {
        return mapping(RecordKind.DEPLOYMENTS, """
                fields:
                  eventId: id
                  changeId: id
                  phase: {constant: SUCCEEDED}
                  service: {constant: checkout}
                  occurredAt: at
                """ + indented(furtherFields));
    }

    private static String indented(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append("  ").append(line).append('\n');
        }
        return text.toString();
    }

    static Mapping mapping(RecordKind<?> kind, String yaml) {
        return MappingReader.read("my.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), kind);
    }

    static Path file(Path folder, String name, String content) {
        return file(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Path file(Path folder, String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path resource(String name) throws Exception {
        return Path.of(Fixture.class.getResource("/imports/" + name).toURI());
    }

    static Mapping shipped(String name, RecordKind<?> kind) throws IOException {
        try (InputStream yaml = Fixture.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
            return MappingReader.read(name, yaml, kind);
        }
    }

    /** The account of a dry run. */
    static ImportReport dryRun(RecordKind<?> kind, Optional<Mapping> mapping, Path... files) {
        List<InputFile> inputs = new ArrayList<>();
        for (Path file : files) {
            inputs.add(InputFile.of(file, mapping.flatMap(Mapping::format), mapping.flatMap(Mapping::encoding)));
        }
        return dryRun(kind, inputs, mapping);
    }

    private static ImportReport dryRun(RecordKind<?> kind, List<InputFile> inputs, Optional<Mapping> mapping) {
        try (ImportRun run =
                new ImportRun(Set.of(kind), inputs, mapping, Optional.empty(), KnownStack.NOTHING, false, silent())) {
            return run.run().first();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of a file, in its order; the first rejected row fails. */
    static List<EncodedRecord> encoded(RecordKind<?> kind, Optional<Mapping> mapping, Path file) {
        InputFile input = InputFile.of(file, mapping.flatMap(Mapping::format), mapping.flatMap(Mapping::encoding));
        List<EncodedRecord> events = new ArrayList<>();
        try (OpenFile open = OpenFile.open(input, kind, mapping, new AtomicLong())) {
            for (Optional<Row> row = open.rows().read();
                    row.isPresent();
                    row = open.rows().read()) {
                for (DocumentMapper.Outcome outcome : open.mapper().map(row.get(), NOW)) {
                    if (outcome.rejected().isPresent()) {
                        throw outcome.rejected().get();
                    }
                    outcome.events().forEach(event -> events.add(event.record()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RowRejected e) {
            throw new AssertionError(e.line(), e);
        }
        return events;
    }

    /** The same, read back by the contract. */
    static <T> List<T> events(
            RecordKind<?> kind, Optional<Mapping> mapping, Path file, BinaryMessageDecoder<T> decoder) {
        return encoded(kind, mapping, file).stream()
                .map(event -> {
                    try {
                        return decoder.decode(event.value());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** The one line of a failure. */
    static String failure(Runnable action) {
        try {
            action.run();
        } catch (InputError e) {
            return e.getMessage();
        }
        throw new AssertionError("nothing failed");
    }

    static PrintStream silent() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}
