package io.changelens.simulation;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;

/** Random numbers that depend on the seed and on what they are for, and not on what was drawn before. */
public final class Draws {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /**
     * A generator.
     *
     * @param seed the simulation's
     * @param purpose what it is for
     * @param index which one of them
     */
    public static UniformRandomProvider of(long seed, String purpose, long index) {
        SplittableRandom random = new SplittableRandom(seed * MIX + purpose.hashCode() * 31L + index);
        long mixed = random.nextLong() ^ (index * MIX);
        return new SplittableRandom(mixed)::nextLong;
    }
}
