package io.gatehouse.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads small regular files, whole. What is no file, or is too large for what is expected, is refused: a named pipe would keep its
 * reader waiting for ever, and a device has no end. Symbolic links are followed.
 */
public final class RegularFile {
    /** Enough for a secret, a key or credentials. */
    public static final int SMALL = 64 * 1024;

    private RegularFile() {}

    /**
     * Looks whether it is a regular file.
     *
     * @throws IOException when it is none, or there is nothing; the reason says so
     */
    public static void verify(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @param most how many bytes it may have
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        verify(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new FileSystemException(file.toString(), null, "larger than " + most / 1024 + " KiB");
            }
            return bytes;
        }
    }

    /**
     * Reads a small file as UTF-8 text.
     *
     * @throws CharacterCodingException when it is something else
     */
    public static String text(Path file) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file, SMALL)))
                .toString();
    }
}
