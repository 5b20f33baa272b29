package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Outcomes by minute: two a day, in two cohorts; days without any, weeks with nothing above the line. */
public final class OutcomeRows {

    private final Generator g;

    OutcomeRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (int day = 10; day < 60; day++) {
            unmapped(day % 3 == 0 ? "nobody" : "old-lms", day);
        }
        for (String stream : Generator.STREAMS) {
            for (String kpi : Generator.KPIS.get(stream)) {
                for (int day = 0; day < Generator.DAYS; day++) {
                    boolean gap = stream.equals("operations-analytics") && day == 30;
                    for (int hour : gap ? List.<Integer>of() : List.of(7, 20)) {
                        Instant minute =
                                Generator.BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
                        // For a week nobody was expected in a class, and of one cohort no session ever ended.
                        boolean nobody = kpi.equals("participation") && day >= 32 && day < 39;
                        outcome(stream, kpi, minute, "", nobody);
                        outcome(stream, kpi, minute, "spring", nobody || stream.equals("operations-analytics"));
                    }
                }
            }
        }
    }

    /** Two services that the first revision did not know: one is an alias in the second, the other is unknown still. */
    private void unmapped(String service, int day) {
        Outcome o = new Outcome();
        o.valueStream = "unmapped";
        o.kpi = "events";
        o.minute = Generator.BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(day * 41 % 1440));
        o.service = service;
        o.cohort = "";
        o.events = 3;
        o.numerator = 3;
        o.denominator = 3;
        o.catalogRevision = 1;
        g.world.outcomes.add(o);
        Outcome older = (Outcome) o.clone();
        older.events = 1;
        g.world.replace("outcome_minutes", older);
    }

    private void outcome(String stream, String kpi, Instant minute, String cohort, boolean nobody) {
        Outcome o = new Outcome();
        o.valueStream = stream;
        o.kpi = kpi;
        o.minute = minute;
        o.service = "service-of-" + stream;
        o.cohort = cohort;
        long day = Duration.between(Generator.BEGIN, minute).toDays();
        // A season that all value streams share, and what the adopter alone gained.
        double level = 0.6 + 0.1 * Math.sin(day / 30.0) + (stream.equals("course-delivery") && day > 104 ? 0.15 : 0);
        o.denominator = nobody ? 0 : 20 + g.random.nextInt(200);
        boolean rare = stream.equals("teacher-support") && Generator.lowerIsBetter(kpi);
        double share = Generator.lowerIsBetter(kpi) ? 0.05 / level : level;
        o.numerator = rare
                ? (g.oneIn(60) ? 1 : 0)
                : Math.rint(1e6 * o.denominator * share * (0.9 + 0.2 * g.random.nextDouble())) / 1e6;
        o.events = 100;
        o.catalogRevision = day < 100 ? 1 : 2;
        g.world.outcomes.add(o);
        Outcome older = (Outcome) o.clone();
        older.events = 99;
        older.numerator = 7 * o.numerator + 1;
        older.denominator = o.denominator + 5;
        g.world.replace("outcome_minutes", older);
    }
}
