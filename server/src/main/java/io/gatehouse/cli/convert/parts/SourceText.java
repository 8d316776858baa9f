package io.gatehouse.cli.convert.parts;

import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads files of other services: regular ones, of bounded size, in UTF-8. */
public final class SourceText {
    /** The largest configuration. */
    public static final int SETTINGS = 1024 * 1024;

    /** The largest file of users. */
    public static final int USERS = 64 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceText() {}

    /**
     * The text of a file.
     *
     * @param most how many bytes it may have
     * @throws ImportFailure when it cannot be read, or is something else
     */
    public static String of(Path file, int most) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(RegularFile.bytes(file, most)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new ImportFailure(file + ": is not a text, since it has NUL characters");
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ImportFailure(file + ": is not UTF-8 text; convert it first, as with iconv -t UTF-8");
        } catch (IOException e) {
            throw new ImportFailure(file + ": cannot be read: " + FileErrors.words(e));
        }
    }
}
