package io.changelens.verify.views;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Deployments of a year as rows of {@code changes}: services with exact cadences in a time zone, and services with gaps,
 * failures, commits after the deployment and times on the borders of days. Same seed, same rows.
 */
final class GeneratedPeriods {

    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Pacific/Auckland"),
            ZoneId.of("Asia/Shanghai"));

    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);
    /** Newest event of all: in the second week of the next year. */
    static final Instant NEWEST = Instant.parse("2026-01-08T13:20:00Z");

    private static final int RANDOM_DEPLOYMENTS = 260;

    /**
     * A deployment; times are null where there are none.
     *
     * @param leadReversed its first commit is later than it
     */
    record Deployment(
            String id,
            String service,
            String team,
            List<String> streams,
            Instant at,
            boolean live,
            Double lead,
            boolean leadReversed,
            String failure,
            Instant recoveryFrom,
            Instant recoveredAt,
            boolean rework) {}

    final List<Deployment> deployments = new ArrayList<>();
    private final Random random;

    GeneratedPeriods(long seed) {
        random = new Random(seed);
        for (ZoneId zone : ZONES) {
            for (DayOfWeek day : DayOfWeek.values()) {
                cadence("weekly-" + day, zone, 1, date -> date.getDayOfWeek() == day);
            }
            cadence("monthly-15", zone, 1, date -> date.getDayOfMonth() == 15);
            cadence("monthly-last", zone, 1, date -> date.getDayOfMonth() == date.lengthOfMonth());
            cadence("fortnightly", zone, 1, date -> daysFromFirst(date) % 14 == 5);
            cadence("quarterly", zone, 1, date -> date.getMonthValue() % 3 == 1 && date.getDayOfMonth() == 20);
            cadence("release-day", zone, 8, date -> date.getDayOfMonth() == 10);
            cadence("workdays", zone, 1, date -> date.getDayOfWeek().getValue() <= 5);
            cadence("twice-a-workday", zone, 2, date -> date.getDayOfWeek().getValue() <= 5);
            cadence("daily", zone, 1, date -> true);
        }
        for (int i = 0; i < RANDOM_DEPLOYMENTS; i++) {
            any(i);
        }
    }

    static String nameOf(String cadence, ZoneId zone) {
        return cadence + "@" + zone;
    }

    private static long daysFromFirst(LocalDate date) {
        return date.toEpochDay() - FIRST_DAY.toEpochDay();
    }

    private void cadence(String name, ZoneId zone, int aDay, Predicate<LocalDate> days) {
        String service = nameOf(name, zone);
        for (LocalDate date = FIRST_DAY; !date.isAfter(LAST_DAY); date = date.plusDays(1)) {
            for (int i = 0; days.test(date) && i < aDay; i++) {
                // The first and the last moment of a day, and any between them.
                LocalTime time = List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_000_000), LocalTime.of(9, 0))
                        .get(random.nextInt(3));
                Instant at = date.atTime(time).atZone(zone).toInstant();
                deployments.add(new Deployment(
                        service + "/" + date + "/" + i,
                        service,
                        "",
                        List.of(),
                        at,
                        true,
                        null,
                        false,
                        "",
                        null,
                        null,
                        false));
            }
        }
    }

    /** One of few services, in February, in summer, or in the days before the newest event: the months between are gaps. */
    private void any(int number) {
        int service = random.nextInt(5);
        LocalDate from = List.of(LocalDate.of(2025, 2, 3), LocalDate.of(2025, 6, 20), LocalDate.of(2025, 12, 20))
                .get(random.nextInt(3));
        Instant day =
                from.plusDays(random.nextInt(19)).atStartOfDay(ZoneId.of("UTC")).toInstant();
        Instant at = random.nextInt(4) == 0
                ? day.minusMillis(random.nextInt(2))
                : day.plusMillis(random.nextInt(86_400_000));
        boolean live = random.nextInt(8) > 0;
        boolean reversed = live && random.nextInt(6) == 0;
        Double lead =
                !live || reversed || random.nextInt(5) == 0 ? null : (Double) (random.nextInt(3_000_000) / 1000.0);
        String failure =
                live ? List.of("", "", "ROLLED_BACK", "ROLLED_BACK_BY_OTHER").get(random.nextInt(4)) : "FAILED";
        boolean recovered = !failure.isEmpty() && random.nextInt(4) > 0;
        // Now and then it recovers before it fails: clocks disagree.
        Instant recoveredAt = recovered ? at.plus(Duration.ofMinutes(random.nextInt(600) - 60)) : null;
        deployments.add(new Deployment(
                "any-" + number,
                "any-" + service,
                List.of("blue", "green", "").get(random.nextInt(3)),
                List.of(List.of("course-delivery"), List.of("course-delivery", "student-service"), List.<String>of())
                        .get(random.nextInt(3)),
                at,
                live,
                lead,
                reversed,
                failure,
                failure.isEmpty() ? null : at,
                recoveredAt,
                random.nextInt(5) == 0));
    }
}
