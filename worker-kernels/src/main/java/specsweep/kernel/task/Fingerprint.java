package specsweep.kernel.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** A SHA-256 over texts and numbers, each with its length, so that what is hashed can be told apart. */
final class Fingerprint {
    private final MessageDigest digest = DigestUtils.getSha256Digest();

    Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    Fingerprint add(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Double.BYTES * numbers.length);
        bytes.putInt(numbers.length);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        digest.update(bytes.flip());
        return this;
    }

    /** The hash in hex; nothing can be added after. */
    String hex() {
        return Hex.encodeHexString(digest.digest());
    }
}
