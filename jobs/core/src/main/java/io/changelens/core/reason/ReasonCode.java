package io.changelens.core.reason;

import java.util.ArrayList;
import java.util.List;

/** A code of a {@link Reason}: a constant of an enum that names its arguments. */
public interface ReasonCode {

    /** The code, as it is stored. */
    String name();

    /** Names of the arguments, in order. */
    List<String> arguments();

    /**
     * Returns the reason with the values of its arguments.
     *
     * @param values one for each of {@link #arguments()}
     * @throws IllegalArgumentException if the number of values is another
     */
    default Reason with(Object... values) {
        if (values.length != arguments().size()) {
            throw new IllegalArgumentException(
                    name() + " has the arguments " + arguments() + ", not " + values.length + " values");
        }
        List<String> args = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            args.add(arguments().get(i) + "=" + values[i]);
        }
        return new Reason(name(), List.copyOf(args));
    }
}
