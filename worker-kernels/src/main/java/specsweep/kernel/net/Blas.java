package specsweep.kernel.net;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products of row-major float32 matrices in native memory, through ND4J's own OpenBLAS.
 *
 * <p>A product that OpenBLAS would pack first is cut into blocks that it multiplies unpacked, where its kernels can do that:
 * packing costs a fifth of the rate at these sizes. A block's right factor lies in one piece and fits the first-level cache
 * (DESIGN.md has the measurements). The blocks depend on the sizes and the core type alone, so that the bits do too.
 */
final class Blas {
    /** OpenBLAS's SkylakeX kernels skip packing for products of at most this many multiplications. */
    static final int UNPACKED_LIMIT = 1_000_000;

    /** Columns of a block of a gradient: a multiple of the kernels' 16 lanes. */
    private static final int BLOCK_COLUMNS = 64;

    /** Floats of a factor that is read again and again in a product: 32 KiB, which every first-level cache holds. */
    private static final int CACHED = 8192;

    private static final int LANES = 16;

    private final boolean unpacked;

    Blas(NativeEnvironment environment) {
        this.unpacked = environment.multipliesSmallUnpacked();
    }

    /** How many points a tile should have, for products between layers that are at most this wide. */
    int tilePoints(int points, int widest) {
        int most = unpacked ? Math.max(16, UNPACKED_LIMIT / (panelColumns(widest, widest) * widest)) : 256;
        most = Math.min(most, 256);
        int tiles = (points + most - 1) / most;
        return (points + tiles - 1) / tiles;
    }

    /** Whether A B^T is slower than A B by more than the cost of transposing B first. */
    boolean prefersTransposedCopies() {
        return unpacked;
    }

    /**
     * How many columns a panel of a right factor has: [k, n] matrices are stored panel after panel, each row-major. All columns
     * where the matrix fits the cache as it is.
     */
    int panelColumns(int k, int n) {
        return unpacked && (long) k * n > CACHED ? Math.min(n, Math.max(LANES, CACHED / k / LANES * LANES)) : n;
    }

    /** C = A B, with A [m, k], B [k, n] in panels of {@link #panelColumns}, and C [m, n]. */
    void multiply(FloatPointer a, FloatPointer b, FloatPointer c, int m, int n, int k) {
        int panel = panelColumns(k, n);
        long bAt = b.position();
        long cAt = c.position();
        for (int column = 0; column < n; column += panel) {
            int columns = Math.min(panel, n - column);
            b.position(bAt + (long) k * column);
            c.position(cAt + column);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, columns, k, 1f, a, k, b, columns, 0f, c, n);
        }
        b.position(bAt);
        c.position(cAt);
    }

    /** C = A B^T, with A [m, k], B [n, k] and C [m, n]. */
    void multiplyTransposed(FloatPointer a, FloatPointer b, FloatPointer c, int m, int n, int k) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1f, a, k, b, k, 0f, c, n);
    }

    /** C = beta C + A^T B, with A [k, m], B [k, n] and C [m, n]; in blocks of as many rows of A as the cache holds. */
    void accumulateTransposedA(FloatPointer a, FloatPointer b, FloatPointer c, int m, int n, int k, float beta) {
        boolean inBlocks = unpacked && (long) m * n * k > UNPACKED_LIMIT;
        int most = inBlocks ? Math.min(k, Math.max(LANES, CACHED / m)) : k;
        int block = inBlocks ? Math.min(n, BLOCK_COLUMNS) : n;
        long aAt = a.position();
        long bAt = b.position();
        long cAt = c.position();
        for (int column = 0; column < n; column += block) {
            int columns = Math.min(block, n - column);
            for (int row = 0; row < k; row += most) {
                int rows = Math.min(most, k - row);
                a.position(aAt + (long) row * m);
                b.position(bAt + (long) row * n + column);
                c.position(cAt + column);
                cblas_sgemm(
                        CblasRowMajor,
                        CblasTrans,
                        CblasNoTrans,
                        m,
                        columns,
                        rows,
                        1f,
                        a,
                        m,
                        b,
                        n,
                        row == 0 ? beta : 1f,
                        c,
                        n);
            }
        }
        a.position(aAt);
        b.position(bAt);
        c.position(cAt);
    }

    /** y = beta y + sums over the rows of A, with A [m, n], ones [m] and y [n]. */
    void accumulateColumnSums(FloatPointer a, FloatPointer ones, FloatPointer y, int m, int n, float beta) {
        cblas_sgemv(CblasRowMajor, CblasTrans, m, n, 1f, a, n, ones, 1, beta, y, 1);
    }
}
