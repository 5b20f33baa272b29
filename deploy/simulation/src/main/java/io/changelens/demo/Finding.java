package io.changelens.demo;

import java.util.Locale;

/**
 * A true value beside the value in the tables. All figures are in the unit that the name states.
 *
 * @param name name for people
 * @param planted the true value
 * @param found the value in the tables; NaN if there is none
 * @param low lower end of the interval of the found value
 * @param high upper end of that interval
 * @param verdict verdict in words
 * @param ok whether the found value is right
 * @param format how the figures are printed
 */
public record Finding(
        String name, double planted, double found, double low, double high, String verdict, boolean ok, Format format) {

    /**
     * A count, which must be equal.
     *
     * @param name name for people
     * @param planted the true count
     * @param found the count in the tables
     */
    public static Finding count(String name, double planted, double found) {
        boolean equal = planted == found;
        return new Finding(name, planted, found, found, found, equal ? "equal" : "different", equal, Format.COUNT);
    }

    /** How figures are printed. */
    public enum Format {
        /** A whole number. */
        COUNT {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.0f", value);
            }
        },
        /** A relative difference, in percent with sign. */
        DIFFERENCE {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%+.1f %%", 100 * value);
            }
        },
        /** A share, in percent. */
        SHARE {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.1f %%", 100 * value);
            }
        },
        /** A duration in days. */
        DAYS {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.1f days", value);
            }
        };

        abstract String text(double value);
    }

    /** The interval as text; empty if it is a single value. */
    public String interval() {
        return low == high || Double.isNaN(low) ? "" : format.text(low) + " to " + format.text(high);
    }
}
