package specsweep.kernel.net;

import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A block of floats in ND4J's native memory, seen as a pointer for BLAS and as a buffer for copies; freed on close. */
final class Floats implements AutoCloseable {
    /** ND4J and JavaCPP keep no count of it: theirs stay at 0 whatever is allocated. */
    private static final AtomicLong HELD = new AtomicLong();

    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatBuffer buffer;

    Floats(long length) {
        array = Nd4j.createUninitialized(DataType.FLOAT, Math.max(1, length));
        // A pointer of its own, since its position moves.
        pointer = new FloatPointer(array.data().pointer());
        buffer = array.data().asNioFloat();
        HELD.addAndGet(array.length());
    }

    /** How many floats this process holds that were not closed. */
    static long held() {
        return HELD.get();
    }

    /** The address of float number {@code index}, until the next call. */
    FloatPointer at(long index) {
        return pointer.position(index);
    }

    void put(float[] values, int from, int to, int count) {
        buffer.put(to, values, from, count);
    }

    void get(float[] values, int to, int from, int count) {
        buffer.get(from, values, to, count);
    }

    @Override
    public void close() {
        if (!array.wasClosed()) {
            HELD.addAndGet(-array.length());
        }
        array.close();
    }
}
