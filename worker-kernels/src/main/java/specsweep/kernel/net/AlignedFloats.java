package specsweep.kernel.net;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import sun.misc.Unsafe;

/**
 * Arrays whose numbers begin where a cache line does, so that no vector of 16 of them lies across two lines.
 *
 * <p>Java places arrays at multiples of 8 bytes and cannot be asked for more: seven of eight begin elsewhere, and a training step then
 * takes a twentieth longer. But HotSpot places arrays one after the other, so that where one lies tells where the next one will,
 * and one of the right length between them moves that to where a line begins. It is a matter of speed alone: where an address
 * cannot be read, where G1 gives an array regions of its own (from half a region on), or where a collector moves an array
 * later, results are the same.
 */
final class AlignedFloats {
    private static final int LINE = 64;
    private static final int ALIGNMENT = 8;

    /** Other threads take memory from the same place, and pieces of it end: then the next array is not where it should be. */
    private static final int TRIES = 8;

    /** None where this JVM does not let anyone read an address. */
    private static final @Nullable Unsafe UNSAFE;

    /** The unit of references as a power of two. */
    private static final int SHIFT;

    static {
        Unsafe unsafe = null;
        int shift = -1;
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            unsafe = (Unsafe) field.get(null);
            shift = shift(unsafe);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // These methods are to leave Java, one release after the other: they warn, they throw, they are gone.
        }
        UNSAFE = shift < 0 ? null : unsafe;
        SHIFT = shift;
    }

    private AlignedFloats() {}

    /** An array of so many zeros. */
    static float[] ofLength(int length) {
        float[] array = new float[length];
        if (UNSAFE == null || length < LINE / Float.BYTES) {
            return array;
        }
        long head = UNSAFE.arrayBaseOffset(float[].class);
        long bytes = roundedUp(head + (long) length * Float.BYTES);
        Object[] holder = new Object[1];
        for (int i = 0; i < TRIES; i++) {
            long numbers = (reference(UNSAFE, holder, array) << SHIFT) + head;
            if (numbers % LINE == 0) {
                break;
            }
            // After this array, one as long and so much longer that the numbers of the third are where they should be.
            long longer = Math.floorMod(-(numbers + 2 * bytes), LINE);
            holder[0] = new float[length + (int) (longer / Float.BYTES)];
            array = new float[length];
        }
        return array;
    }

    /** A copy of an array. */
    static float[] copyOf(float[] from) {
        float[] to = ofLength(from.length);
        System.arraycopy(from, 0, to, 0, from.length);
        return to;
    }

    /** Whether the numbers of all these arrays begin on lines at this moment; yes where that cannot be known. */
    static boolean aligned(float[]... arrays) {
        if (UNSAFE == null) {
            return true;
        }
        for (float[] array : arrays) {
            if ((address(array) + UNSAFE.arrayBaseOffset(float[].class)) % LINE != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where an object is at this moment, in bytes, but for a whole number of pages; -1 where that cannot be read. */
    static long address(Object object) {
        return UNSAFE == null ? -1 : reference(UNSAFE, new Object[1], object) << SHIFT;
    }

    /** How a reference to an object is written down: its address or, compressed, its distance from the heap's base in units. */
    private static long reference(Unsafe unsafe, Object[] holder, Object object) {
        holder[0] = object;
        long at = unsafe.arrayBaseOffset(Object[].class);
        return unsafe.arrayIndexScale(Object[].class) == Long.BYTES
                ? unsafe.getLong(holder, at)
                : Integer.toUnsignedLong(unsafe.getInt(holder, at));
    }

    /**
     * The unit of references as a power of two, from how far apart arrays lie that follow each other; -1 where that is none.
     * Two of three distances have to agree, since memory may be taken from elsewhere in between.
     */
    private static int shift(Unsafe unsafe) {
        int bytes = 4096;
        int length = (bytes - unsafe.arrayBaseOffset(float[].class)) / Float.BYTES;
        Object[] holder = new Object[1];
        float[][] arrays = new float[4][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new float[length];
        }
        long[] apart = new long[arrays.length - 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = reference(unsafe, holder, arrays[i + 1]) - reference(unsafe, holder, arrays[i]);
        }
        long distance = apart[0] == apart[1] || apart[0] == apart[2] ? apart[0] : apart[1];
        if (distance != apart[0] && distance != apart[2]) {
            return -1;
        }
        for (int shift = 0; shift <= 6; shift++) {
            if (distance << shift == bytes) {
                return shift;
            }
        }
        return -1;
    }

    private static long roundedUp(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
