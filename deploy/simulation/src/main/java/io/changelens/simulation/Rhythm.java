package io.changelens.simulation;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * When during a day and a week something is done.
 *
 * @param weekend how much is done on a day of the weekend, in proportion to a weekday
 * @param minutes in how many minutes from the begin of an hour it is done
 * @param hours the share of a weekday that each hour has, local time
 */
public record Rhythm(double weekend, int minutes, List<Double> hours) {

    /** Hours of a day. */
    public static final int HOURS = 24;

    /** Learners study: little at night, some by day, most in the evening, more on weekends. */
    public static final Rhythm STUDY = of(
            1.25, 60, 2, 1, 0.5, 0.3, 0.3, 0.6, 1.5, 2.5, 3, 3.5, 3.5, 3, 3, 3, 3.2, 3.5, 4, 4.5, 6, 7, 7, 6, 4.5, 3);

    /** Live classes, which begin on the hour. */
    public static final Rhythm CLASSES =
            of(0.8, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 2, 2, 0, 0, 0, 4, 4, 3, 0, 0);

    /** People at work. */
    public static final Rhythm OFFICE =
            of(0.25, 60, 0.1, 0.1, 0, 0, 0, 0.1, 0.3, 1, 3, 6, 7, 6, 3, 5, 7, 7, 6, 4, 2, 1.5, 1, 0.7, 0.4, 0.2);

    /** Machines. */
    public static final Rhythm STEADY =
            of(1, 60, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    private static Rhythm of(double weekend, int minutes, double... hours) {
        double sum = DoubleStream.of(hours).sum();
        return new Rhythm(
                weekend,
                minutes,
                DoubleStream.of(hours).map(hour -> hour / sum).boxed().toList());
    }

    /** The share of an ordinary weekday that an hour of a day has; those of a weekday add up to 1. */
    public double share(DayOfWeek day, int hour) {
        boolean free = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return hours.get(hour) * (free ? weekend : 1);
    }
}
