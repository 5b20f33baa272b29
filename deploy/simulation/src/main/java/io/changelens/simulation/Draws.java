package io.changelens.simulation;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;

/** Random numbers that depend only on the seed and on their purpose, not on earlier draws. */
public final class Draws {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /**
     * Makes a generator.
     *
     * @param seed seed of the simulation
     * @param purpose name of the purpose
     * @param index index within the purpose
     */
    public static UniformRandomProvider of(long seed, String purpose, long index) {
        SplittableRandom random = new SplittableRandom(seed * MIX + purpose.hashCode() * 31L + index);
        long mixed = random.nextLong() ^ (index * MIX);
        return new SplittableRandom(mixed)::nextLong;
    }
}
