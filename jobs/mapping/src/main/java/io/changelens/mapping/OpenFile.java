package io.changelens.mapping;

import io.changelens.mapping.catalog.CatalogTableRows;
import io.changelens.mapping.row.CalendarRows;
import io.changelens.mapping.row.CollectedRows;
import io.changelens.mapping.row.DelimitedRows;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.JsonRows;
import io.changelens.mapping.row.RowReader;
import io.changelens.mapping.row.YamlRows;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.NativeMapper;
import io.changelens.mapping.rule.RowMapper;
import io.changelens.schemas.RecordKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An open input file, with the mapper that makes events of its rows.
 *
 * @param file the file
 * @param rows reader of its rows, closed with this record
 * @param mapper makes events of a row
 */
public record OpenFile(InputFile file, RowReader rows, DocumentMapper mapper) implements Closeable {
    /**
     * Opens a file and checks its columns.
     *
     * @param file the file
     * @param kind kind of the records to make
     * @param mapping the mapping; empty when the columns are the fields of the schema
     * @param bytesRead is increased by the bytes read from disk
     * @throws InputError when the file is unreadable or lacks a column
     */
    public static OpenFile open(InputFile file, RecordKind<?> kind, Optional<Mapping> mapping, AtomicLong bytesRead) {
        try {
            InputStream text = file.open(bytesRead);
            try {
                RowReader rows = rows(file, text, mapping, kind);
                RowMapper mapper = mapping.isPresent() ? mapping.get() : NativeMapper.of(file, rows.columns(), kind);
                Set<String> lists = rows instanceof DelimitedRows table ? table.repeated() : Set.of();
                mapping.ifPresent(m -> rows.columns().ifPresent(columns -> checkColumns(file, m, columns, lists)));
                // A mapping that does not say which documents it takes may be about the envelopes themselves.
                boolean unwrap = mapping.filter(m -> !m.matches().isEmpty()).isPresent();
                return new OpenFile(file, rows, new DocumentMapper(mapper, unwrap));
            } catch (IOException | RuntimeException e) {
                text.close();
                throw e;
            }
        } catch (IOException e) {
            throw file.unreadable(e, 0);
        }
    }

    private static RowReader rows(InputFile file, InputStream text, Optional<Mapping> mapping, RecordKind<?> kind)
            throws IOException {
        RowReader read = rows(file, text, mapping);
        RowReader rows = mapping.filter(Mapping::collect).isPresent() ? new CollectedRows(file, read) : read;
        boolean table = kind == RecordKind.VALUE_STREAMS
                && mapping.isEmpty()
                && rows.columns().isPresent();
        return table ? new CatalogTableRows(file, rows) : rows;
    }

    private static RowReader rows(InputFile file, InputStream text, Optional<Mapping> mapping) throws IOException {
        return switch (file.format()) {
            case CSV ->
                new DelimitedRows(
                        file, text, mapping.flatMap(Mapping::delimiter).orElse(','), mapping.isPresent());
            case TSV -> new DelimitedRows(file, text, '\t', mapping.isPresent());
            case JSON -> JsonRows.open(file, text);
            case YAML -> new YamlRows(file, text);
            case ICS -> CalendarRows.open(file, text);
        };
    }

    private static void checkColumns(InputFile file, Mapping mapping, List<String> columns, Set<String> lists) {
        mapping.columnUses().forEach(use -> {
            String name = use.column().name();
            String first = use.column().steps().size() > 1 ? name.substring(0, name.lastIndexOf('.')) : name;
            if (lists.contains(name) && !use.takesLists()) {
                throw new InputError(file.path() + ": the column \"" + name + "\" occurs several times, and "
                        + use.user() + " is one value; read the first as \"" + name + ".0\"");
            }
            if (!columns.contains(name) && !lists.contains(first)) {
                throw new InputError(file.path() + ": has no column \"" + name + "\", which " + mapping.name()
                        + " reads for " + use.user() + "; the file has: " + String.join(", ", columns)
                        + separatorHint(columns));
            }
        });
    }

    /** What to do when the cells are separated by another character. */
    private static String separatorHint(List<String> columns) {
        String all = columns.get(0);
        if (columns.size() > 1 || !(all.contains(";") || all.contains("\t") || all.contains("|"))) {
            return "";
        }
        String found = all.contains(";") ? ";" : all.contains("\t") ? "\\t" : "|";
        return " (in one column: say `delimiter: \"" + found + "\"` in the mapping)";
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
