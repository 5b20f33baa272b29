package io.changelens.verify.cookbook;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What {@code adoption_paths} has to answer, from the sums of days by plain loops. */
public final class AdoptionParts {

    /** The parts, by name: their first and last week after the adoption. */
    private static final Map<String, int[]> PARTS = new TreeMap<>(Map.of(
            "WEEKS_1_TO_12", new int[] {1, 12},
            "WEEKS_1_TO_4", new int[] {1, 4},
            "WEEKS_5_TO_8", new int[] {5, 8},
            "WEEKS_9_TO_12", new int[] {9, 12},
            "BEFORE", new int[] {1, 0}));

    /** Sums of a KPI of a value stream on a day, or on a part of one. */
    public record Day(String stream, String kpi, LocalDate day, double numerator, double denominator) {}

    /** A part of the time after an adoption. The estimate is null where there are too few weeks. */
    public record Part(
            String name,
            List<String> comparedWith,
            int weeksBefore,
            int weeksAfter,
            Double before,
            Double after,
            double own,
            double theirs,
            double amount,
            double added,
            AdoptionEstimate estimate) {

        /** The effect in the KPI's units, if it is this on the logarithmic scale. */
        public double impact(double effect) {
            return amount - Math.max(0, (amount + added) * Math.exp(-effect) - added);
        }

        /** The effect that is found four times in five. */
        public double leastFound() {
            return Math.exp((estimate.high() - estimate.low()) / 2 * 2.8 / 1.96) - 1;
        }
    }

    private record Week(double numerator, double denominator, double correction, double value) {}

    /** A week of the adopter: its number from the adoption outwards. */
    private record Own(LocalDate week, boolean later, int place) {}

    private final Map<String, Instant> adoptedAt;
    private final LocalDate first;
    private final LocalDate last;
    private final Map<String, Map<String, NavigableMap<LocalDate, Week>>> weeks = new HashMap<>();

    /** From the adoptions by value stream, null for those that have none, and the sums of days. */
    public AdoptionParts(Map<String, Instant> adoptedAt, List<Day> days) {
        this.adoptedAt = adoptedAt;
        List<Instant> adoptions =
                adoptedAt.values().stream().filter(a -> a != null).sorted().toList();
        first = until(adoptions.get(0)).minusWeeks(52);
        last = since(adoptions.get(adoptions.size() - 1)).plusWeeks(26);
        Map<List<String>, List<Day>> series = new HashMap<>();
        for (Day day : days) {
            series.computeIfAbsent(List.of(day.kpi, day.stream), k -> new ArrayList<>())
                    .add(day);
        }
        series.forEach((of, in) ->
                weeks.computeIfAbsent(of.get(0), k -> new TreeMap<>()).put(of.get(1), weeks(in)));
    }

    private NavigableMap<LocalDate, Week> weeks(List<Day> days) {
        TreeMap<LocalDate, double[]> sums = new TreeMap<>();
        Map<LocalDate, Set<LocalDate>> seen = new HashMap<>();
        for (Day day : days) {
            LocalDate week = monday(day.day);
            if (!week.isBefore(first) && week.isBefore(last)) {
                double[] sum = sums.computeIfAbsent(week, w -> new double[2]);
                sum[0] += day.numerator;
                sum[1] += day.denominator;
                seen.computeIfAbsent(week, w -> new HashSet<>()).add(day.day);
            }
        }
        sums.entrySet().removeIf(e -> seen.get(e.getKey()).size() < 7 || e.getValue()[1] == 0);
        double correction = sums.values().stream().anyMatch(s -> s[0] == 0) ? 0.5 : 0;
        TreeMap<LocalDate, Week> weeks = new TreeMap<>();
        sums.forEach((week, s) ->
                weeks.put(week, new Week(s[0], s[1], correction, Math.log(s[0] + correction) - Math.log(s[1]))));
        return weeks;
    }

    /** KPIs of which a value stream has data. */
    public List<String> kpis(String stream) {
        return weeks.keySet().stream()
                .filter(k -> weeks.get(k).containsKey(stream))
                .sorted()
                .toList();
    }

    /** The parts of an adoption and KPI by name; none where the adopter has no week. */
    public Map<String, Part> parts(String adopter, String kpi) {
        Instant at = adoptedAt.get(adopter);
        NavigableMap<LocalDate, Week> mine = weeks.get(kpi).get(adopter);
        List<Own> own = new ArrayList<>();
        int place = 0;
        for (LocalDate week : mine.headMap(until(at), false).descendingMap().keySet()) {
            if (place < 26 && !week.isBefore(until(at).minusWeeks(52))) {
                own.add(0, new Own(week, false, ++place));
            }
        }
        place = 0;
        for (LocalDate week : mine.tailMap(since(at)).keySet()) {
            if (place < 12 && week.isBefore(since(at).plusWeeks(26))) {
                own.add(new Own(week, true, ++place));
            }
        }
        Map<String, Double> compared = compared(adopter, kpi, own);
        own.removeIf(o -> !compared.keySet().stream().allMatch(other -> comparable(at, kpi, other, o.week)));
        Map<String, Part> parts = new TreeMap<>();
        PARTS.forEach((name, span) -> {
            boolean before = name.equals("BEFORE");
            List<Own> of = own.stream()
                    .filter(o -> !o.later || (o.place >= span[0] && o.place <= span[1]))
                    .toList();
            if (!of.isEmpty()) {
                parts.put(name, part(name, mine, kpi, compared, of, o -> before ? o.place <= 12 : o.later));
            }
        });
        return parts;
    }

    /** Value streams that are compared, with their weights, which add up to 1. */
    private Map<String, Double> compared(String adopter, String kpi, List<Own> own) {
        Instant at = adoptedAt.get(adopter);
        Map<String, Double> misfits = new TreeMap<>();
        for (String other : weeks.get(kpi).keySet()) {
            List<Own> both =
                    own.stream().filter(o -> comparable(at, kpi, other, o.week)).toList();
            List<Own> earlier = both.stream().filter(o -> !o.later).toList();
            long before = own.stream().filter(o -> !o.later).count();
            long after = own.size() - before;
            if (other.equals(adopter)
                    || earlier.size() < 2
                    || earlier.size() < 0.75 * before
                    || both.size() - earlier.size() < 0.75 * after) {
                continue;
            }
            double squares = 0;
            for (int i = 1; i < earlier.size(); i++) {
                LocalDate week = earlier.get(i).week;
                LocalDate last = earlier.get(i - 1).week;
                double change = value(adopter, kpi, week) - value(adopter, kpi, last);
                squares += Math.pow(change - value(other, kpi, week) + value(other, kpi, last), 2);
            }
            misfits.put(other, squares / (earlier.size() - 1));
        }
        double mean = misfits.values().stream().mapToDouble(m -> m).average().orElse(0);
        double all = misfits.values().stream()
                .mapToDouble(m -> 1 / (m + mean + 1e-12))
                .sum();
        misfits.replaceAll((other, m) -> 1 / (m + mean + 1e-12) / all);
        return misfits;
    }

    private boolean comparable(Instant at, String kpi, String other, LocalDate week) {
        Instant adopted = adoptedAt.get(other);
        boolean none = adopted == null
                || (!Answers.day(adopted).isBefore(since(at).plusWeeks(12))
                        && !week.plusWeeks(1).isAfter(Answers.day(adopted)));
        return none && weeks.get(kpi).get(other).containsKey(week);
    }

    private double value(String stream, String kpi, LocalDate week) {
        return weeks.get(kpi).get(stream).get(week).value;
    }

    private Part part(
            String name,
            Map<LocalDate, Week> mine,
            String kpi,
            Map<String, Double> compared,
            List<Own> of,
            Predicate<Own> after) {
        int n = of.size();
        int[] week = new int[n];
        boolean[] step = new boolean[n];
        double[] value = new double[n];
        double[][] sums = new double[2][5];
        double added = 0;
        for (int i = 0; i < n; i++) {
            LocalDate monday = of.get(i).week;
            Week own = mine.get(monday);
            double theirs = 0;
            for (Map.Entry<String, Double> other : compared.entrySet()) {
                theirs += other.getValue() * value(other.getKey(), kpi, monday);
            }
            week[i] = (int) ChronoUnit.WEEKS.between(first, monday);
            step[i] = after.test(of.get(i));
            value[i] = own.value - theirs;
            double[] side = sums[step[i] ? 1 : 0];
            side[0]++;
            side[1] += own.numerator;
            side[2] += own.denominator;
            side[3] += own.value;
            side[4] += theirs;
            added += step[i] ? own.correction : 0;
        }
        boolean enough = sums[0][0] >= 8 && sums[1][0] >= 4;
        return new Part(
                name,
                List.copyOf(compared.keySet()),
                (int) sums[0][0],
                (int) sums[1][0],
                Answers.ratio(sums[0][1], sums[0][2]),
                Answers.ratio(sums[1][1], sums[1][2]),
                Math.exp(sums[1][3] / sums[1][0] - sums[0][3] / sums[0][0]) - 1,
                Math.exp(sums[1][4] / sums[1][0] - sums[0][4] / sums[0][0]) - 1,
                sums[1][1],
                added,
                enough ? new AdoptionEstimate.Design(week, step).of(value) : null);
    }

    private static LocalDate until(Instant adoptedAt) {
        return monday(Answers.day(adoptedAt));
    }

    private static LocalDate since(Instant adoptedAt) {
        LocalDate until = until(adoptedAt);
        boolean atOnce = until.atStartOfDay(ZoneOffset.UTC).toInstant().equals(adoptedAt);
        return atOnce ? until : until.plusWeeks(1);
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
