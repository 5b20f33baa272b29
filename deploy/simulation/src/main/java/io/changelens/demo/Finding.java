package io.changelens.demo;

import java.util.Locale;

/**
 * Something that was planted, beside what the tables say of it. All figures are in the unit that the name tells.
 *
 * @param name what it is, for people
 * @param planted what is true
 * @param found what was found; NaN when nothing was
 * @param low lower end of the interval of what was found
 * @param high its upper end
 * @param verdict what is said of it, in words
 * @param ok whether what was found is right
 * @param format how people read its figures
 */
public record Finding(
        String name, double planted, double found, double low, double high, String verdict, boolean ok, Format format) {

    /** A count that has to be equal. */
    public static Finding count(String name, double planted, double found) {
        boolean equal = planted == found;
        return new Finding(name, planted, found, found, found, equal ? "equal" : "different", equal, Format.COUNT);
    }

    /** How people read figures. */
    public enum Format {
        /** A whole number. */
        COUNT {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.0f", value);
            }
        },
        /** A relative difference. */
        DIFFERENCE {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%+.1f %%", 100 * value);
            }
        },
        /** A share. */
        SHARE {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.1f %%", 100 * value);
            }
        },
        /** A time in days. */
        DAYS {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.1f days", value);
            }
        };

        abstract String text(double value);
    }

    /** The interval, for people; empty when it is only what was found. */
    public String interval() {
        return low == high || Double.isNaN(low) ? "" : format.text(low) + " to " + format.text(high);
    }
}
