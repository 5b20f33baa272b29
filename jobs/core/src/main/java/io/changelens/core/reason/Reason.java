package io.changelens.core.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement as a code with arguments. It has no words: readers have them in their language, by code, and put the
 * values of the arguments in.
 *
 * @param code name of a {@link ReasonCode}
 * @param args arguments as {@code name=value}, in the order of {@link ReasonCode#arguments()}; numbers are decimal with a
 *     point, times ISO 8601 in UTC
 */
public record Reason(String code, List<String> args) {

    /** Returns the value of an argument; empty when there is no argument of that name. */
    public Optional<String> arg(String name) {
        return args.stream()
                .filter(arg -> arg.startsWith(name + "="))
                .map(arg -> arg.substring(name.length() + 1))
                .findFirst();
    }

    /** Returns the code, followed by the arguments. */
    public List<String> asList() {
        List<String> all = new ArrayList<>();
        all.add(code);
        all.addAll(args);
        return all;
    }
}
