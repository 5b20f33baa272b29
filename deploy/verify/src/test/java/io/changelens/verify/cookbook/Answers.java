package io.changelens.verify.cookbook;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the questions of the cookbook must answer, computed by plain loops over the rows that hold. A class has the
 * questions of a theme: {@code changesThatHurt()} gives the rows of {@code changes-that-hurt}, its parameters being what
 * they are when nobody says.
 */
public abstract class Answers {

    /** The {@code limit} of questions that have one. */
    static final int LIMIT = 20;

    final World world;
    final Facts facts;

    Answers(Facts facts) {
        this.world = facts.world;
        this.facts = facts;
    }

    static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }

    /** Half to even, as ClickHouse rounds. */
    static Double round(Double value, int places) {
        double scale = Math.pow(10, places);
        return value == null ? null : (Double) (Math.rint(value * scale) / scale);
    }

    static Double round(double value, int places) {
        return round((Double) value, places);
    }

    static Double ratio(double above, double below) {
        return below == 0 ? null : (Double) (above / below);
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    static LocalDate monday(Instant time) {
        return day(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    static LocalDate month(Instant time) {
        return day(time).withDayOfMonth(1);
    }

    /** Linear between neighbours; null of nothing. */
    static Double quantile(List<Double> values, double p) {
        if (values.isEmpty()) {
            return null;
        }
        List<Double> sorted = values.stream().sorted().toList();
        double place = p * (sorted.size() - 1);
        int below = (int) place;
        double rest = place - below;
        return rest == 0 ? sorted.get(below) : sorted.get(below) * (1 - rest) + sorted.get(below + 1) * rest;
    }

    static <T, K extends Comparable<? super K>> Map<K, List<T>> by(List<T> rows, Function<T, K> key) {
        Map<K, List<T>> groups = new TreeMap<>();
        rows.forEach(r ->
                groups.computeIfAbsent(key.apply(r), k -> new ArrayList<>()).add(r));
        return groups;
    }

    /** The first rows of those in an order, each turned into cells. */
    static <T> List<List<Object>> first(int limit, List<T> of, Comparator<T> order, Function<T, List<Object>> cells) {
        return of.stream().sorted(order).limit(limit).map(cells).toList();
    }
}
