package io.gatehouse.directory.shared;

import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.cache.CredentialKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The names under which one directory's records are in the bucket, and the context in which they are sealed. A name is a keyed hash of
 * what the record is about, of the directory and of what its configuration means, so that instances that are configured otherwise find
 * nothing of each other.
 */
final class SharedNames {
    /** Of a name, in bytes. */
    static final int LENGTH = 32;

    /** Another one for each other way in which records are written, or in which any directory understands its answers. */
    private static final String VERSION = "1";

    private static final byte CREDENTIAL = 1;
    private static final byte USER = 2;
    private static final byte EVERYBODY = 3;

    private final ValueSeal seal;
    private final byte[] directory;

    /** @param meaning of the directory's configuration */
    SharedNames(ValueSeal seal, Directory directory, String meaning) {
        this.seal = seal;
        this.directory = written(VERSION, directory.name(), directory.type(), meaning);
    }

    /** The key of the bucket for a name. */
    static String key(byte[] name) {
        return HexFormat.of().formatHex(name);
    }

    /** The name of what is known of a credential. */
    byte[] of(CredentialKey key) {
        return name(CREDENTIAL, out -> {
            out.writeLong(key.first());
            out.writeLong(key.second());
            out.writeLong(key.third());
            out.writeLong(key.fourth());
        });
    }

    /** The name of when a user has changed; null for everybody. */
    byte[] ofChange(@Nullable String user) {
        return user == null
                ? name(EVERYBODY, out -> {})
                : name(USER, out -> out.write(SharedTimes.folded(user).getBytes(StandardCharsets.UTF_8)));
    }

    /** What is bound to a record beside its name: the directory, and the bucket that it was written into. */
    byte[] context(BucketValues bucket) {
        byte[] where = written(bucket.identity());
        byte[] context = new byte[directory.length + where.length];
        System.arraycopy(directory, 0, context, 0, directory.length);
        System.arraycopy(where, 0, context, directory.length, where.length);
        return context;
    }

    private byte[] name(byte kind, Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(directory);
            out.writeByte(kind);
            part.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seal.name(bytes.toByteArray());
    }

    /** Texts, each with its length before it. */
    private static byte[] written(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes what a name is of. */
    @FunctionalInterface
    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }
}
