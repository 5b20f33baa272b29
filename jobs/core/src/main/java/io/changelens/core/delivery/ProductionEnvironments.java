package io.changelens.core.delivery;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The environments that count as production. A pattern is a name, or a prefix or suffix with {@code *} for any
 * characters; case and surrounding blanks do not matter.
 *
 * @param patterns patterns, at least one, such as {@code prod-*}
 */
public record ProductionEnvironments(List<String> patterns) implements Serializable {

    /** Names of production that tools use by themselves. */
    public static final ProductionEnvironments DEFAULT =
            new ProductionEnvironments(List.of("production", "prod", "prod-*", "live"));

    /**
     * Creates the environments.
     *
     * @throws IllegalArgumentException with one line that says what to fix, if there is no pattern or an empty one
     */
    public ProductionEnvironments {
        patterns = patterns.stream().map(ProductionEnvironments::normal).toList();
        if (patterns.isEmpty() || patterns.contains("")) {
            throw new IllegalArgumentException("must name an environment, such as production or prod-*");
        }
    }

    /** Whether an environment counts as production. */
    public boolean contains(String environment) {
        String name = normal(environment);
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        if (!pattern.contains("*")) {
            return pattern.equals(name);
        }
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches();
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
