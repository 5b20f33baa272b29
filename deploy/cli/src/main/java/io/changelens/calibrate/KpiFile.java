package io.changelens.calibrate;

import io.changelens.core.calibration.RecordedKpi;
import io.changelens.core.estimator.BlockedTimes;
import io.changelens.local.UserError;
import io.changelens.mapping.record.TimeFormat;
import io.changelens.mapping.row.RowRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a KPI from a CSV file: an optional header, then {@code timestamp,value}; or the header {@code
 * timestamp,numerator,denominator} and those. Times are ISO 8601 (UTC without an offset), or
 * seconds or milliseconds since 1970; they may be irregular and in any order. An empty value is a gap.
 */
public final class KpiFile {

    private static final TimeFormat ISO = TimeFormat.iso(Optional.of(ZoneOffset.UTC));
    private static final TimeFormat SECONDS = TimeFormat.epoch(BigDecimal.valueOf(1000));
    private static final TimeFormat MILLIS = TimeFormat.epoch(BigDecimal.ONE);
    /**
     * Integers with fewer digits are seconds, others milliseconds. Seconds with 11 digits would lie past the year 2286.
     */
    private static final int DIGITS_OF_SECONDS = 11;

    private static final int MOST_STEPS = 20_000_000;
    private static final int RATIO_COLUMNS = 3;
    private static final Set<String> DENOMINATORS =
            Set.of("denominator", "denominators", "count", "counts", "total", "totals", "trials", "d");

    private final Path path;
    private final List<Point> points = new ArrayList<>();
    private boolean counted;

    private KpiFile(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @param excluded time ranges to leave out
     * @param path the file, plain or gzipped
     * @param zone time zone whose clock the KPI's rhythm follows
     * @return the KPI in equal steps
     * @throws UserError with file and line if it cannot be used
     */
    public static RecordedKpi read(Path path, ZoneId zone, List<LabelledWindows.Window> excluded) {
        KpiFile file = new KpiFile(path);
        file.parse();
        return file.inSteps(zone, excluded);
    }

    private void parse() {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        try (Reader reader = new InputStreamReader(open(), StandardCharsets.UTF_8);
                CSVParser rows = CSVParser.parse(reader, format)) {
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() == 1 && row.size() >= RATIO_COLUMNS) {
                    checkColumns(row);
                }
                if (row.getRecordNumber() > 1 || !isHeader(row)) {
                    points.add(point(row, rows.getCurrentLineNumber()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(path + ": cannot be read: " + e.getMessage(), e);
        }
        if (points.size() < 2) {
            throw new UserError(path + ": has " + points.size() + " values; at least 2 are needed to know the step");
        }
        points.sort((a, b) -> Long.compare(a.time, b.time));
    }

    private InputStream open() throws IOException {
        InputStream in = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static boolean isHeader(CSVRecord row) {
        return row.size() > 1 && !row.get(row.size() - 1).matches("[-+.\\d].*");
    }

    /** A label or a second KPI taken for a denominator would give numbers without a meaning. */
    private void checkColumns(CSVRecord header) {
        String third = header.get(2);
        if (header.size() > RATIO_COLUMNS
                || !isHeader(header)
                || !DENOMINATORS.contains(third.toLowerCase(Locale.ROOT))) {
            throw new UserError(path + ": has " + header.size() + " columns, but "
                    + (isHeader(header) ? "the third is named " + third : "no header that names them")
                    + "; a file has two, timestamp,value, or three whose header is timestamp,numerator,denominator");
        }
    }

    private Point point(CSVRecord row, long line) {
        if (row.size() < 2) {
            throw new UserError(
                    path + ", line " + line + ": timestamp,value or timestamp,numerator,denominator is expected");
        }
        boolean ratio = row.size() >= RATIO_COLUMNS;
        counted |= ratio;
        double numerator = number(row.get(1), line);
        double denominator = ratio ? number(row.get(2), line) : Double.isNaN(numerator) ? Double.NaN : 1;
        boolean gap = Double.isNaN(numerator) || Double.isNaN(denominator);
        return new Point(time(row.get(0), line), gap ? 0 : numerator, gap ? 0 : denominator);
    }

    private long time(String text, long line) {
        boolean digits = text.matches("-?\\d+");
        TimeFormat format = !digits ? ISO : text.length() < DIGITS_OF_SECONDS ? SECONDS : MILLIS;
        try {
            return format.millis(text);
        } catch (RowRejected e) {
            throw new UserError(path + ", line " + line + ": " + text + " is no time", e);
        }
    }

    private double number(String text, long line) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && !Double.isInfinite(number)) {
                return number;
            }
            throw new UserError(path + ", line " + line + ": " + text
                    + " is not 0 or more; effects are relative, so a KPI has to be");
        } catch (NumberFormatException e) {
            throw new UserError(path + ", line " + line + ": " + text + " is no number", e);
        }
    }

    private RecordedKpi inSteps(ZoneId zone, List<LabelledWindows.Window> excluded) {
        long step = Step.of(points.stream().mapToLong(Point::time).toArray());
        long begin = points.get(0).time;
        long steps = nearest(points.get(points.size() - 1).time - begin, step) + 1;
        if (steps > MOST_STEPS) {
            throw new UserError(path + ": has " + steps + " steps of " + step + " ms, more than " + MOST_STEPS);
        }
        double[] numerators = new double[(int) steps];
        double[] denominators = new double[(int) steps];
        for (Point point : points) {
            int i = (int) nearest(point.time - begin, step);
            numerators[i] += point.numerator;
            denominators[i] += point.denominator;
        }
        List<BlockedTimes.Interval> blocked = excluded.stream()
                .map(w -> new BlockedTimes.Interval(
                        (int) Math.floorDiv(w.from() - begin, step), (int) Math.floorDiv(w.to() - begin, step) + 1))
                .toList();
        return new RecordedKpi(
                path.getFileName().toString(),
                begin,
                step,
                numerators,
                denominators,
                counted,
                zone,
                BlockedTimes.of(blocked));
    }

    private static long nearest(long time, long step) {
        return (time + step / 2) / step;
    }

    private record Point(long time, double numerator, double denominator) {}

    /** The step of a series. */
    private static final class Step {
        private static final long[] USUAL = Arrays.stream(new int[] {
                    1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400
                })
                .mapToLong(s -> s * 1000L)
                .toArray();

        /**
         * The usual step, a divisor of a day, that is nearest to the median interval between values, on a logarithmic
         * scale.
         */
        static long of(long[] times) {
            long[] apart = new long[times.length - 1];
            for (int i = 0; i < apart.length; i++) {
                apart[i] = times[i + 1] - times[i];
            }
            apart = Arrays.stream(apart).filter(a -> a > 0).sorted().toArray();
            double median = apart.length == 0 ? USUAL[0] : apart[apart.length / 2];
            long best = USUAL[0];
            for (long step : USUAL) {
                if (Math.abs(Math.log(step / median)) < Math.abs(Math.log(best / median))) {
                    best = step;
                }
            }
            return best;
        }
    }
}
