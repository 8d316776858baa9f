package io.gatehouse.nats;

import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether the client library can make sense of a credentials file: it takes UTF-8 without a byte order mark. */
final class CredsEncoding {
    private CredsEncoding() {}

    /** What is wrong with its encoding; null when nothing is, or when it cannot be read, which is told elsewhere. */
    static @Nullable String mistake(Path file) {
        try {
            String text = RegularFile.text(file);
            if (text.startsWith("\ufeff")) {
                return "begins with a byte order mark (U+FEFF): save it as UTF-8 without one";
            }
            return text.indexOf('\0') < 0 ? null : "is not UTF-8 but UTF-16: save it as UTF-8";
        } catch (CharacterCodingException e) {
            return "is not UTF-8 text: save it as UTF-8 without a byte order mark";
        } catch (IOException e) {
            return null;
        }
    }
}
