package io.github.imednet.snowflake.local.imednet;

/** Numbers that look drawn by chance but follow from their inputs, on every machine. */
final class SampleRandom {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SampleRandom() {}

    /** A number for one purpose of one thing; the mixing function is that of SplitMix64. */
    static long bits(long thing, int purpose) {
        long mixed = (thing + 1) * GOLDEN_GAMMA + purpose * 0xD1342543DE82EF95L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound} - 1. */
    static int below(int bound, long thing, int purpose) {
        return (int) ((bits(thing, purpose) >>> 1) % bound);
    }
}
