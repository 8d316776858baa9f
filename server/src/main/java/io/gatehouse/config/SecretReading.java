package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.config.Value.Scalar;
import io.gatehouse.config.Where.Layer;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads secrets and keys, and remembers where each came from. No message repeats a secret. */
final class SecretReading {
    /** A seed's length in characters. */
    private static final int SEED_LENGTH = 58;

    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Reading reading;
    private final List<SecretSource> sources = new ArrayList<>();

    SecretReading(Reading reading) {
        this.reading = reading;
    }

    /** Where the secrets that were read came from. */
    List<SecretSource> sources() {
        return List.copyOf(sources);
    }

    /** Notes a file that holds secrets and is read by others, such as a credentials file. */
    void remember(Found found, Path file) {
        sources.add(new SecretSource(found.path(), found.where().place(), file, false));
    }

    /** Notes a value that bears a secret in it, such as a URL with a password. */
    void remember(Found found) {
        boolean literal = found.where().layer() == Layer.FILE
                && found.scalars().stream().anyMatch(scalar -> !scalar.substituted());
        sources.add(new SecretSource(found.path(), found.where().place(), null, literal));
    }

    /** A secret that is written out, or else stands in the file that the other key names. */
    @Nullable Secret secret(Key literal, Key file) {
        Found written = reading.find(literal);
        Found named = reading.find(file);
        if (written != null && (named == null || stronger(written, named))) {
            Scalar scalar = reading.scalar(written);
            return scalar == null ? null : checked(written, "", scalar.text(), remember(written, scalar));
        }
        Path path = reading.file(file);
        String content = named == null || path == null ? null : content(named, path);
        if (named == null || content == null) {
            return null;
        }
        String text = SecretText.withoutLineEnd(content);
        return checked(named, "the file " + path + " ", text, Secret.of(text));
    }

    private @Nullable Secret checked(Found found, String what, String text, Secret secret) {
        String mistake = SecretText.mistake(text);
        if (mistake != null) {
            reading.problems().add(found.where(), found.path(), what + mistake);
            return null;
        }
        return secret;
    }

    private static boolean stronger(Found one, Found other) {
        return one.where().layer().compareTo(other.where().layer()) >= 0;
    }

    private Secret remember(Found found, Scalar scalar) {
        boolean literal = found.where().layer() == Layer.FILE && !scalar.substituted();
        sources.add(new SecretSource(found.path(), found.where().place(), null, literal));
        return Secret.of(scalar.text());
    }

    /** What stands in a file; null when it cannot be read, which is noted. */
    private @Nullable String content(Found found, Path file) {
        remember(found, file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length <= MAX_FILE_BYTES) {
                return SecretText.decode(bytes);
            }
            reading.problems().add(found.where(), found.path(), "the file " + file + " is too large for a secret");
        } catch (CharacterCodingException e) {
            reading.problems()
                    .add(found.where(), found.path(), "the file " + file + " is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            reading.problems()
                    .add(found.where(), found.path(), "the file " + file + " cannot be read: " + FileErrors.words(e));
        }
        return null;
    }

    /** A seed: the content of the file when there is such a file, otherwise the text itself. */
    @Nullable Secret seed(@Nullable Found found) {
        Scalar scalar = reading.scalar(found);
        return found == null || scalar == null
                ? null
                : seed(found, scalar, scalar.text().strip());
    }

    @Nullable Secret seed(Found found, Scalar scalar, String text) {
        Path file = existingFile(found, text);
        if (file != null) {
            String content = content(found, file);
            if (content != null && content.isBlank()) {
                reading.problems().add(found.where(), found.path(), "the file " + file + " is empty");
                return null;
            }
            return content == null ? null : Secret.of(firstSeed(content));
        }
        if (text.length() == SEED_LENGTH && text.startsWith("S")) {
            remember(found, scalar);
            return Secret.of(text);
        }
        reading.problems()
                .add(
                        found.where(),
                        found.path(),
                        looksLikePath(text) ? "no such key file: " + reading.resolve(found, text) : notASeed(text));
        return null;
    }

    private static String notASeed(String text) {
        try {
            Nkey.parse(text);
            return "is a public key; its seed is wanted here, which begins with S, or a file with it";
        } catch (NkeyException e) {
            return text.startsWith("S") && text.length() > SEED_LENGTH / 2
                    ? "is not a seed: it has " + text.length() + " characters, and a seed has " + SEED_LENGTH
                    : "is neither a file that exists nor a seed, which begins with S and has " + SEED_LENGTH
                            + " characters";
        }
    }

    /** Key files of nsc hold the seed alone, those of {@code nsc generate nkey} the public key in a second line. */
    private static String firstSeed(String content) {
        return content.lines()
                .map(String::strip)
                .filter(line -> line.length() == SEED_LENGTH && line.startsWith("S"))
                .findFirst()
                .orElse(content.strip());
    }

    /** Never echo what could be a mistyped seed. */
    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains(".");
    }

    private static @Nullable Path existingFile(Found found, String text) {
        try {
            Path path = found.where().base().resolve(text).normalize();
            return Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** An Ed25519 key of one kind, from its seed. */
    @Nullable SigningKey signingKey(@Nullable Found found, NkeyKind kind) {
        Secret seed = seed(found);
        return found == null || seed == null ? null : signingKey(found, seed, kind);
    }

    @Nullable SigningKey signingKey(Found found, Secret seed, NkeyKind kind) {
        try {
            SigningKey key = SigningKey.fromSeed(seed.reveal());
            if (key.publicKey().kind() == kind) {
                return key;
            }
            String wrong = "is the key of " + words(key.publicKey().kind()) + ", where " + words(kind) + " is wanted";
            reading.problems().add(found.where(), found.path(), wrong);
        } catch (NkeyException e) {
            reading.problems()
                    .add(found.where(), found.path(), e.getMessage() + "; a seed of " + words(kind) + " is wanted");
        }
        return null;
    }

    /** An xkey, from its seed. */
    @Nullable CurveKey curveKey(Key key) {
        Found found = reading.find(key);
        Secret seed = seed(found);
        if (found == null || seed == null) {
            return null;
        }
        try {
            return CurveKey.fromSeed(seed.reveal());
        } catch (NkeyException e) {
            reading.problems()
                    .add(found.where(), found.path(), e.getMessage() + "; make one with nsc generate nkey --curve");
            return null;
        }
    }

    /** A public key of one kind. */
    @Nullable Nkey publicKey(@Nullable Found found, NkeyKind kind) {
        Scalar scalar = reading.scalar(found);
        return found == null || scalar == null ? null : publicKey(found, scalar.text(), kind);
    }

    @Nullable Nkey publicKey(Found found, String text, NkeyKind kind) {
        try {
            return Nkey.parse(text.strip(), kind);
        } catch (NkeyException e) {
            reading.problems()
                    .add(
                            found.where(),
                            found.path(),
                            e.getMessage() + "; the public key of " + words(kind) + " is wanted");
            return null;
        }
    }

    private static String words(NkeyKind kind) {
        return switch (kind) {
            case OPERATOR -> "an operator (O...)";
            case ACCOUNT -> "an account (A...)";
            case USER -> "a user (U...)";
            case SERVER -> "a server (N...)";
            case CLUSTER -> "a cluster (C...)";
            case CURVE -> "an xkey (X...)";
        };
    }
}
