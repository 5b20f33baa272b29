package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutScopeTest {

    private static boolean hasIt(List<String> named, String version, String cohort, String... cohorts) {
        return new RolloutScope(named, version).changed(Set.of(cohorts)).test(cohort);
    }

    @Test
    void namedCohortsHaveTheChangeWithOrWithoutData() {
        assertThat(hasIt(List.of("canary"), "", "canary", "stable")).isTrue();
        assertThat(hasIt(List.of("canary"), "", "stable", "stable")).isFalse();
        assertThat(hasIt(List.of("canary"), "stable", "stable", "stable")).isFalse();
    }

    @Test
    void aVersionIsACohortWhereCohortsAreNamedAfterVersions() {
        assertThat(hasIt(List.of(), "v1.12.0", "v1.9.3", "v1.9.3"))
                .as("only the version before reports")
                .isFalse();
        assertThat(hasIt(List.of(), "v1.12.0", "v1.12.0", "v1.9.3")).isTrue();
        assertThat(hasIt(List.of(), "a1", "b", "b", "a1")).isFalse();
        assertThat(hasIt(List.of(), "v1.12.0", "morning", "morning", "evening")).isTrue();
        assertThat(hasIt(List.of(), "", "morning", "morning")).isTrue();
        assertThat(hasIt(List.of(), "blue", "green", "green"))
                .as("names without digits have no shape")
                .isTrue();
    }
}
