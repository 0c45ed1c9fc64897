package specsweep.kernel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Fits as tests want them: of a batch at once, and compared. */
final class Fits {
    private Fits() {}

    /** All fits of a batch, trained in stacks of at most that many. */
    static List<Fit> of(int stack, Work... batch) {
        try (Transfer transfer = new Transfer(stack, () -> false)) {
            return transfer.fits(List.of(batch));
        }
    }

    /** Equal in all but the time they took. */
    static void assertSameBits(List<Fit> fits, List<Fit> expected) {
        assertThat(fits).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(fits.get(i))
                    .as(
                            "%s of %s",
                            expected.get(i).condition().name(), expected.get(i).tuple())
                    .usingRecursiveComparison()
                    .ignoringFields("wallMillis", "tuple")
                    .isEqualTo(expected.get(i));
        }
    }
}
