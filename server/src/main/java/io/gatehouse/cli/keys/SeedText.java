package io.gatehouse.cli.keys;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileOwner;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A seed as it stands in a key file; secret.
 *
 * @param text without the end of the line
 * @param key the public half
 */
record SeedText(String text, Nkey key) {
    private static final int LENGTH = 58;

    /** A new random one. */
    static SeedText generate(NkeyKind kind) {
        if (kind == NkeyKind.CURVE) {
            CurveKey made = CurveKey.generate();
            return new SeedText(made.seed(), made.publicKey());
        }
        SigningKey made = SigningKey.generate(kind);
        return new SeedText(made.seed(), made.publicKey());
    }

    /** The seed that a line of a key file is; null where it is none. */
    static @Nullable SeedText ofLine(String line) {
        String text = line.strip();
        if (text.length() != LENGTH || !text.startsWith("S")) {
            return null;
        }
        try {
            Nkey key = text.startsWith("SX")
                    ? CurveKey.fromSeed(text).publicKey()
                    : SigningKey.fromSeed(text).publicKey();
            return new SeedText(text, key);
        } catch (NkeyException e) {
            return null;
        }
    }

    /**
     * The first seed in a file.
     *
     * @throws RecordsFailure when there is none of the kind
     */
    static SeedText ofFile(Path file, NkeyKind kind) {
        byte[] bytes = {};
        try {
            bytes = RegularFile.bytes(file, RegularFile.SMALL);
            for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
                SeedText seed = ofLine(line);
                if (seed != null && seed.key.kind() == kind) {
                    return seed;
                }
            }
        } catch (IOException e) {
            throw new RecordsFailure(file + " cannot be read: " + FileErrors.words(e));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        throw new RecordsFailure(file + " has no seed of a key of kind " + kind);
    }

    /**
     * Writes it into a new file, which its owner alone may read.
     *
     * @param like whose user and group it is to have; null for those of this process
     * @throws RecordsFailure when there is such a file already, or it cannot be written
     */
    void writeNew(Path file, @Nullable Path like) {
        try {
            Files.createFile(file, ownerOnly(file));
            write(file, like);
        } catch (FileAlreadyExistsException e) {
            throw new RecordsFailure(file + " already exists, and no key is overwritten: name another file, or pass"
                    + " --existing to use the key that is in it");
        } catch (IOException e) {
            throw new RecordsFailure(file + " cannot be written: " + FileErrors.words(e));
        }
    }

    private void write(Path file, @Nullable Path like) throws IOException {
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.WRITE);
            if (like != null && Files.exists(like)) {
                FileOwner.copy(like, file);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The public key only. */
    @Override
    public String toString() {
        return key.text();
    }
}
