package io.changelens.simulation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The school's calendar: four weeks of winter courses, the spring term, a break in which course delivery adopts the
 * integrated process, and the summer term. The dates lie in the past and are the same for every seed.
 */
public final class Terms {

    /** Time zone of the school, which defines its days and hours. It has no daylight saving time. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** First simulated day. */
    public static final LocalDate FIRST = LocalDate.of(2025, 2, 3);

    /** Weeks before the spring term. Without this history no effect could be estimated. */
    public static final int WEEKS_BEFORE = 4;

    /** Weeks of each term. */
    public static final int WEEKS_OF_TERM = 7;

    /** Weeks of the break between the terms. */
    public static final int WEEKS_OF_BREAK = 2;

    /** First day of the spring term, on which its courses are released. */
    public static final LocalDate SPRING = FIRST.plusWeeks(WEEKS_BEFORE);

    /** First day after it. */
    public static final LocalDate BREAK = SPRING.plusWeeks(WEEKS_OF_TERM);

    /** First day of the summer term, on which its courses are released. */
    public static final LocalDate SUMMER = BREAK.plusWeeks(WEEKS_OF_BREAK);

    /** First day after it. */
    public static final LocalDate AFTER = SUMMER.plusWeeks(WEEKS_OF_TERM);

    /**
     * Number of simulated days: two more than the terms have, so that the observation windows of the last changes fill.
     */
    public static final int DAYS = 7 * (WEEKS_BEFORE + 2 * WEEKS_OF_TERM + WEEKS_OF_BREAK) + 2;

    /** When course delivery adopted the integrated process. */
    public static final Instant PILOT = at(BREAK, 0);

    /** When student service adopted it. */
    public static final Instant FOLLOWED = at(SUMMER.plusWeeks(3), 0);

    private static final double WINTER_VOLUME = 0.8;
    private static final double FIRST_WEEK_VOLUME = 1.15;
    private static final double TERM_VOLUME = 1.0;
    private static final double BREAK_VOLUME = 0.6;

    private Terms() {}

    /**
     * The time of a full hour of a day.
     *
     * @param day the day, local
     * @param hour hour of the day, local time
     */
    public static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(ZONE).toInstant();
    }

    /** The start of the simulation. */
    public static Instant begin() {
        return at(FIRST, 0);
    }

    /** The end of the simulation, exclusive. */
    public static Instant end() {
        return begin().plus(Duration.ofDays(DAYS));
    }

    /** Number of active learners on a day relative to an ordinary day of term. */
    public static double volume(LocalDate day) {
        if (day.isBefore(SPRING)) {
            return WINTER_VOLUME;
        }
        if (isIn(day, SPRING.plusWeeks(1), BREAK) || isIn(day, SUMMER.plusWeeks(1), AFTER)) {
            return TERM_VOLUME;
        }
        return isIn(day, SPRING, BREAK) || isIn(day, SUMMER, AFTER) ? FIRST_WEEK_VOLUME : BREAK_VOLUME;
    }

    private static boolean isIn(LocalDate day, LocalDate from, LocalDate until) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    /** Whether a day is a working day in offices. */
    public static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The release windows of the calendar. */
    public static List<Protected> windows() {
        return List.of(
                new Protected("spring-enrolment", "Enrolment for the spring term", SPRING.minusDays(10), 5, 3),
                new Protected("spring-release", "Spring courses open", SPRING, 2, 5),
                new Protected("spring-exams", "Spring examinations", BREAK.minusDays(5), 4, 4),
                new Protected("summer-enrolment", "Enrolment for the summer term", SUMMER.minusDays(11), 5, 3),
                new Protected("summer-release", "Summer courses open", SUMMER, 2, 5),
                new Protected("summer-exams", "Summer examinations", AFTER.minusDays(5), 4, 4));
    }

    /**
     * A release window.
     *
     * @param id its id
     * @param title title for people
     * @param from first day
     * @param days number of days
     * @param importance importance, 1 to 5
     */
    public record Protected(String id, String title, LocalDate from, int days, int importance) {

        Instant startsAt() {
            return at(from, 0);
        }

        Instant endsAt() {
            return at(from.plusDays(days), 0);
        }

        boolean touches(LocalDate day) {
            return isIn(day, from, from.plusDays(days));
        }
    }
}
