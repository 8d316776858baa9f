package io.gatehouse.config;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads keys and other secrets, which are written out or in files. No message repeats a secret. */
final class Secrets {
    /** What is held during a rotation, and some more: a request is tried with one xkey after the other. */
    private static final int MOST_KEYS = 8;

    /** A seed's length in characters. */
    private static final int SEED_LENGTH = 58;

    private Secrets() {}

    static Secret written(Given given) {
        given.isSecret();
        return checked("", given.text());
    }

    static Secret ofFile(Given given) {
        Path file = given.file();
        return checked("the file " + file + " ", SecretText.withoutLineEnd(content(given, file)));
    }

    static Secret writtenLines(Given given) {
        given.isSecret();
        return checkedLines("", given.text());
    }

    static Secret linesOfFile(Given given) {
        Path file = given.file();
        return checkedLines("the file " + file + " ", content(given, file));
    }

    /** One in each line; the end of the last line is no part of it. */
    private static Secret checkedLines(String what, String text) {
        List<String> lines = List.of(SecretText.withoutLineEnd(text).split("\\r?\\n", -1));
        if (lines.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    what + "has " + lines.size() + " lines, and " + MOST_KEYS + " secrets can be held at most");
        }
        for (int i = 0; i < lines.size(); i++) {
            Secret unused = checked(lines.size() == 1 ? what : what + "in line " + (i + 1) + " ", lines.get(i));
        }
        if (Set.copyOf(lines).size() < lines.size()) {
            throw new IllegalArgumentException(what + "has the same secret in two lines");
        }
        return Secret.of(String.join("\n", lines));
    }

    private static Secret checked(String what, String text) {
        String mistake = SecretText.mistake(text);
        if (mistake != null) {
            throw new IllegalArgumentException(what + mistake);
        }
        return Secret.of(text);
    }

    private static String content(Given given, Path file) {
        given.isSecretFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SecretSource.MAX_FILE_BYTES + 1);
            if (bytes.length > SecretSource.MAX_FILE_BYTES) {
                throw new IllegalArgumentException("the file " + file + " is too large for a secret");
            }
            return SecretText.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file " + file + " is not UTF-8 text: save it as UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(given.fileWords() + " cannot be read: " + FileErrors.words(e), e);
        }
    }

    /** A seed: the first in the file when there is such a file, otherwise the text itself. */
    private static Secret seed(Given given) {
        return seeds(given).get(0);
    }

    /** The seeds in the file when there is such a file, otherwise the text itself. */
    private static List<Secret> seeds(Given given) {
        String text = given.text().strip();
        Path file = existingFile(given, text);
        if (file != null) {
            String content = content(given, file);
            if (content.isBlank()) {
                throw new IllegalArgumentException("the file " + file + " is empty");
            }
            return seeds(content);
        }
        if (text.length() == SEED_LENGTH && text.startsWith("S")) {
            given.isSecret();
            return List.of(Secret.of(text));
        }
        throw new IllegalArgumentException(
                looksLikePath(text) ? "no such key file: " + given.resolve(text) : notASeed(text));
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
    private static List<Secret> seeds(String content) {
        List<Secret> seeds = content.lines()
                .map(String::strip)
                .filter(line -> line.length() == SEED_LENGTH && line.startsWith("S"))
                .map(Secret::of)
                .toList();
        return seeds.isEmpty() ? List.of(Secret.of(content.strip())) : seeds;
    }

    /** Never echo what could be a mistyped seed. */
    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains(".");
    }

    private static @Nullable Path existingFile(Given given, String text) {
        try {
            Path path = given.where().base().resolve(text).normalize();
            return Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** An Ed25519 key of one kind, from its seed. */
    static SigningKey signingKey(Given given, NkeyKind kind) {
        return signingKey(seed(given), kind);
    }

    /** Ed25519 keys of one kind, from their seeds. */
    static List<SigningKey> signingKeys(Given given, NkeyKind kind) {
        return keys(given, seed -> signingKey(seed, kind), SigningKey::publicKey);
    }

    private static SigningKey signingKey(Secret seed, NkeyKind kind) {
        SigningKey key;
        try {
            key = SigningKey.fromSeed(seed.reveal());
        } catch (NkeyException e) {
            throw new IllegalArgumentException(e.getMessage() + "; a seed of " + words(kind) + " is wanted", e);
        }
        NkeyKind found = key.publicKey().kind();
        if (found != kind) {
            throw new IllegalArgumentException(
                    "is the key of " + words(found) + ", where " + words(kind) + " is wanted");
        }
        return key;
    }

    /** Xkeys, from their seeds. */
    static List<CurveKey> curveKeys(Given given) {
        return keys(given, Secrets::curveKey, CurveKey::publicKey);
    }

    private static CurveKey curveKey(Secret seed) {
        try {
            return CurveKey.fromSeed(seed.reveal());
        } catch (NkeyException e) {
            throw new IllegalArgumentException(e.getMessage() + "; make one with nsc generate nkey --curve", e);
        }
    }

    /** The keys of a list of seeds and of files with seeds; a path may have commas in it. */
    private static <K> List<K> keys(Given given, Function<Secret, K> reading, Function<K, Nkey> name) {
        boolean single = !given.isList()
                && (!given.text().contains(",")
                        || existingFile(given, given.text().strip()) != null);
        List<K> keys = (single ? List.of(given) : given.each())
                .stream().flatMap(one -> seeds(one).stream()).map(reading).toList();
        Set<Nkey> names = new HashSet<>();
        for (K key : keys) {
            Nkey publicKey = name.apply(key);
            if (!names.add(publicKey)) {
                throw new IllegalArgumentException("the key " + publicKey + " is given twice");
            }
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "has " + keys.size() + " keys, and " + MOST_KEYS + " can be held at most");
        }
        return keys;
    }

    /** A public key of one kind. */
    static Nkey publicKey(String text, NkeyKind kind) {
        try {
            return Nkey.parse(text.strip(), kind);
        } catch (NkeyException e) {
            throw new IllegalArgumentException(e.getMessage() + "; the public key of " + words(kind) + " is wanted", e);
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
