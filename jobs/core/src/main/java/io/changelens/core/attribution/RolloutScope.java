package io.changelens.core.attribution;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The cohorts that have a change.
 *
 * @param named cohorts of the rollout; empty when it names none
 * @param version version of the change's artefact, after which a cohort may be named; empty when unknown
 */
public record RolloutScope(List<String> named, String version) {

    /** Everybody. */
    public static final RolloutScope ALL = new RolloutScope(List.of(), "");

    /**
     * Returns which cohorts have the change. Named cohorts have it, whether they have data or not. Without names it is the
     * cohort of the version, if the service names its cohorts after versions: one has the name of this version, or a name
     * of the same shape (v1.12.0 and v1.9.3). Otherwise all have it.
     *
     * @param cohorts cohorts of the service with data
     */
    Predicate<String> changed(Set<String> cohorts) {
        if (!named.isEmpty()) {
            return named::contains;
        }
        String shape = shape(version);
        boolean byVersion = cohorts.contains(version)
                || (!shape.equals(version)
                        && cohorts.stream().anyMatch(cohort -> shape(cohort).equals(shape)));
        return byVersion ? version::equals : cohort -> true;
    }

    private static String shape(String version) {
        return version.replaceAll("[0-9]+", "#");
    }
}
