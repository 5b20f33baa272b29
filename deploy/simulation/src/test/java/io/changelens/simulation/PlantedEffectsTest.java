package io.changelens.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo's promises on seeds that it does not show, by the estimator alone. */
class PlantedEffectsTest {

    private static final List<Long> SEEDS = List.of(101L, 102L);
    private static final List<List<MemoryEffects.Judged>> LARGE = new ArrayList<>();
    private static final List<List<MemoryEffects.Judged>> NEUTRAL = new ArrayList<>();
    private static final List<MemoryEffects.Judged> PLANTED = new ArrayList<>();

    @BeforeAll
    static void judge() {
        for (long seed : SEEDS) {
            Simulation simulation = new Simulation(seed, 1);
            MemoryEffects effects = new MemoryEffects(simulation);
            for (SimulatedChange change : simulation.changes()) {
                if (change.wentLive() && change.kind() != Kind.REPAIR) {
                    keep(change, effects.of(change));
                }
            }
        }
    }

    private static void keep(SimulatedChange change, List<MemoryEffects.Judged> rows) {
        if (change.kind() == Kind.NEUTRAL) {
            if (!rows.isEmpty()) {
                NEUTRAL.add(rows);
            }
            return;
        }
        rows.stream().filter(MemoryEffects.Judged::isPlanted).forEach(PLANTED::add);
        if (change.kind() != Kind.SMALL) {
            LARGE.add(rows);
        }
    }

    @Test
    void largeEffectsAreFound() {
        assertThat(share(LARGE.stream().map(rows -> rows.stream().anyMatch(MemoryEffects.Judged::isFound))))
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void neutralChangesAreLeftAlone() {
        assertThat(NEUTRAL).hasSizeGreaterThan(200);
        assertThat(share(NEUTRAL.stream().map(rows -> rows.stream().anyMatch(MemoryEffects.Judged::isCalled))))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void intervalsCoverWhatWasPlanted() {
        assertThat(share(PLANTED.stream().map(MemoryEffects.Judged::isCovered))).isBetween(0.9, 0.99);
    }

    private static double share(Stream<Boolean> judged) {
        List<Boolean> all = judged.toList();
        return (double) all.stream().filter(yes -> yes).count() / all.size();
    }
}
