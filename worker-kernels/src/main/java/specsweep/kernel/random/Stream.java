package specsweep.kernel.random;

import java.nio.charset.StandardCharsets;

/**
 * Draws numbers from a named, counter-based random stream.
 *
 * <p>Draw number {@code i} of the stream with key {@code k} is {@code mix(k + i * gamma)}, the SplitMix64 generator
 * (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). A child stream's key is a hash
 * of its parent's key and its name, so that {@code seed(3).child("init").child("layer-2")} is the same stream wherever
 * it is asked for. Gaussian draws are those of {@link StrictMath}, so that every JVM gives the same bits.
 *
 * <p>A stream is mutable (it counts its draws) and not thread-safe; a child never depends on how far its parent was read.
 */
public final class Stream {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long counter;

    private Stream(long key) {
        this.key = key;
    }

    /** Opens the root stream of a seed. */
    public static Stream seed(long seed) {
        return new Stream(mix(seed + GAMMA));
    }

    /** Opens the child stream of that name, from its beginning. */
    public Stream child(String name) {
        long hash = key;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = mix((hash ^ (b & 0xFF)) + GAMMA);
        }
        return new Stream(mix(hash ^ GAMMA));
    }

    /** Draws 64 random bits. */
    public long nextLong() {
        counter++;
        return mix(key + counter * GAMMA);
    }

    /** Draws uniformly from [0, 1), on the grid of multiples of 2^-53. */
    public double nextUniform() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Draws uniformly from [low, high], whose upper end only rounding can reach. */
    public double nextUniform(double low, double high) {
        return low + (high - low) * nextUniform();
    }

    /** Draws uniformly from the integers 0 to bound - 1. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) Math.multiplyHigh(nextLong() >>> 1, ((long) bound) << 1);
    }

    /** Draws from the normal distribution N(0, 1) (Box and Muller, 1958; the second of each pair is not used). */
    public double nextGaussian() {
        double one = 1.0 - nextUniform();
        return Gaussians.exact(one, 2.0 * StrictMath.PI * nextUniform());
    }

    /**
     * Draws from N(0, scale^2) for the places {@code from} to {@code to - 1}: each is {@code (float) (scale * nextGaussian())}.
     */
    public void fillGaussian(double scale, float[] values, int from, int to) {
        new Gaussians().fill(this, scale, values, from, to);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
