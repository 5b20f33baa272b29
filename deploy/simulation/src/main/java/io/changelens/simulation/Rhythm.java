package io.changelens.simulation;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The distribution of an action over the hours of a day and the days of a week.
 *
 * @param weekend volume of a day of the weekend relative to a weekday
 * @param minutes the action happens only in the first this many minutes of an hour
 * @param hours share of each hour in the volume of a weekday, local time
 */
public record Rhythm(double weekend, int minutes, List<Double> hours) {

    /** Hours of a day. */
    public static final int HOURS = 24;

    /** Learners: few at night, some by day, most in the evening, more on weekends. */
    public static final Rhythm STUDY = of(
            1.25, 60, 2, 1, 0.5, 0.3, 0.3, 0.6, 1.5, 2.5, 3, 3.5, 3.5, 3, 3, 3, 3.2, 3.5, 4, 4.5, 6, 7, 7, 6, 4.5, 3);

    /** Live classes, which start on the hour. */
    public static final Rhythm CLASSES =
            of(0.8, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 2, 2, 0, 0, 0, 4, 4, 3, 0, 0);

    /** Office hours. */
    public static final Rhythm OFFICE =
            of(0.25, 60, 0.1, 0.1, 0, 0, 0, 0.1, 0.3, 1, 3, 6, 7, 6, 3, 5, 7, 7, 6, 4, 2, 1.5, 1, 0.7, 0.4, 0.2);

    /** Machines: constant. */
    public static final Rhythm STEADY =
            of(1, 60, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    private static Rhythm of(double weekend, int minutes, double... hours) {
        double sum = DoubleStream.of(hours).sum();
        return new Rhythm(
                weekend,
                minutes,
                DoubleStream.of(hours).map(hour -> hour / sum).boxed().toList());
    }

    /**
     * The share of an hour in the volume of an ordinary weekday; the shares of a weekday add up to 1.
     *
     * @param day day of the week
     * @param hour hour of the day, local time
     */
    public double share(DayOfWeek day, int hour) {
        boolean free = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return hours.get(hour) * (free ? weekend : 1);
    }
}
