package specsweep.sweep;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text as editors save it: UTF-8, with a byte order mark or without, and UTF-16, which has one. */
public final class EncodedText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private EncodedText() {}

    /**
     * The characters, without the mark.
     *
     * @throws CharacterCodingException if the bytes are nothing of the kind
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return first == 0xfeff
                ? StandardCharsets.UTF_16BE
                : first == 0xfffe ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
