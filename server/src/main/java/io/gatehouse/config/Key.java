package io.gatehouse.config;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration, owned by the feature that reads it.
 *
 * @param name what it is called in its section
 * @param words what a value may look like; what to write in place of a key that has moved
 * @param defaultText the default as it would be written in the file; empty when the key has none
 * @param parser turns what is written into a value
 * @param bounds refuses values that are out of bounds
 * @param option the command-line option of its own that sets it; null where {@code --set} does
 * @param holdsSecret whether its value is a secret, may have one in it, or names a file with one
 * @param help what it means, in Markdown; empty for a key that has moved
 */
public record Key<T>(
        String name,
        String words,
        String defaultText,
        Parser<T> parser,
        UnaryOperator<T> bounds,
        @Nullable Option option,
        boolean holdsSecret,
        String help)
        implements Entry {
    private static final String KEYS = "key file or seed, or a list of these";

    /**
     * A command-line option.
     *
     * @param label what its value is called
     * @param description what it means, in few words
     */
    public record Option(List<String> names, String label, String description) {
        /** The name that is not an abbreviation. */
        public String name() {
            return names.get(names.size() - 1);
        }
    }

    /** Turns what is written into a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Turns it into a value. Two readings of the same give values that are equal: a reload takes others for a change, as those
         * of a file that has something else in it.
         *
         * @throws IllegalArgumentException when it cannot be used; the message says why, and repeats no secret
         */
        T parse(Given value);
    }

    /** A key with a type of its own. */
    public static <T> Key<T> of(String name, String words, String defaultText, Parser<T> parser) {
        return new Key<>(name, words, defaultText, parser, UnaryOperator.identity(), null, false, "");
    }

    public static Key<String> text(String name, String defaultText) {
        return of(name, "text", defaultText, Given::text);
    }

    /** A text that is not empty and has no white space in it. */
    public static Key<String> word(String name, String defaultText) {
        return of(name, "text", defaultText, given -> word(given.text()));
    }

    /** Texts, as a list or in one text with commas between them. */
    public static Key<List<String>> list(String name, String defaultText) {
        return of(name, "text, or a list of texts", defaultText, Given::texts);
    }

    public static Key<Boolean> flag(String name, boolean byDefault) {
        return of(name, "true or false", Boolean.toString(byDefault), given -> isTrue(given.text()));
    }

    /** One whose default depends on something else. */
    public static Key<Boolean> flag(String name) {
        return of(name, "true or false", "", given -> isTrue(given.text()));
    }

    /** One of an enum's values, by its name in lower case. */
    public static <E extends Enum<E>> Key<E> choice(String name, E byDefault) {
        E[] choices = byDefault.getDeclaringClass().getEnumConstants();
        return of(name, words(choices), lower(byDefault), given -> choice(given.text(), choices));
    }

    /** Any of an enum's values. */
    public static <E extends Enum<E>> Key<Set<E>> choices(String name, Class<E> type) {
        E[] choices = type.getEnumConstants();
        Parser<Set<E>> parser = given ->
                given.texts().stream().map(text -> choice(text, choices)).collect(Collectors.toUnmodifiableSet());
        return of(name, words(choices) + ", or a list of these", "", parser);
    }

    public static Key<Duration> duration(String name, String defaultText, String least, String most) {
        return of(name, "duration", defaultText, given -> Durations.parse(given.text()))
                .within(bounds(Durations.parse(least), Durations.parse(most), Durations::format));
    }

    /** A whole number. */
    public static Key<Integer> count(String name, String defaultText, int least, int most) {
        UnaryOperator<Integer> bounds = value -> {
            if (value < least || value > most) {
                throw new IllegalArgumentException(noCount(value.toString(), least, most));
            }
            return value;
        };
        return of(name, "whole number", defaultText, given -> count(given.text(), least, most))
                .within(bounds);
    }

    /** An amount of memory in bytes. */
    public static Key<Long> size(String name, String defaultText, String least, String most) {
        return of(name, "size", defaultText, given -> Sizes.parse(given.text()))
                .within(bounds(Sizes.parse(least), Sizes.parse(most), Sizes::format));
    }

    /** A path, relative to the configuration file when it is written there, else to the working directory. */
    public static Key<Path> file(String name) {
        return of(name, "file", "", Given::file);
    }

    public static Key<List<Path>> files(String name) {
        return of(name, "file, or a list of files", "", Given::files);
    }

    /** A secret that is written out. */
    public static Key<Secret> secret(String name) {
        return of(name, "secret text", "", Secrets::written).holdingSecret();
    }

    /** A secret that is the content of a file. */
    public static Key<Secret> secretFile(String name) {
        return of(name, "file", "", Secrets::ofFile).holdingSecret();
    }

    /** The same of one secret, or of several, each in a line of its own. */
    public static Key<Secret> secretLines(String name) {
        return of(name, "secret text", "", Secrets::writtenLines).holdingSecret();
    }

    /** One secret that is the content of a file, or several, each in a line of its own. */
    public static Key<Secret> secretLinesFile(String name) {
        return of(name, "file", "", Secrets::linesOfFile).holdingSecret();
    }

    /** An Ed25519 key of one kind, by its seed. */
    public static Key<SigningKey> signingKey(String name, NkeyKind kind) {
        return of(name, "key file or seed", "", given -> Secrets.signingKey(given, kind))
                .holdingSecret();
    }

    /** Ed25519 keys of one kind, by their seeds, in their order; at least one, and none twice. */
    public static Key<List<SigningKey>> signingKeys(String name, NkeyKind kind) {
        return of(name, KEYS, "", given -> Secrets.signingKeys(given, kind)).holdingSecret();
    }

    /** Xkeys, by their seeds, in their order; at least one, and none twice. */
    public static Key<List<CurveKey>> curveKeys(String name) {
        return of(name, KEYS, "", Secrets::curveKeys).holdingSecret();
    }

    public static Key<Nkey> publicKey(String name, NkeyKind kind) {
        return of(name, "public nkey", "", given -> Secrets.publicKey(given.text(), kind));
    }

    public static Key<List<Nkey>> publicKeys(String name, NkeyKind kind) {
        Parser<List<Nkey>> parser = given -> given.texts().stream()
                .map(text -> Secrets.publicKey(text, kind))
                .toList();
        return of(name, "public nkey, or a list of these", "", parser);
    }

    static Key<String> moved(String name, String to) {
        return of(name, to, "", Given::text);
    }

    /** Whether it has another place now. */
    public boolean isMoved() {
        return help.isEmpty();
    }

    /** The same key with what it means, in Markdown. */
    public Key<T> help(String text) {
        return new Key<>(name, words, defaultText, parser, bounds, option, holdsSecret, text);
    }

    /** The same key, marked as one whose value is a secret, may have one in it, or names a file with one. */
    public Key<T> holdingSecret() {
        return new Key<>(name, words, defaultText, parser, bounds, option, true, help);
    }

    /** The same key with an option of its own. */
    public Key<T> option(String label, String description, String... names) {
        Option own = new Option(List.of(names), label, description);
        return new Key<>(name, words, defaultText, parser, bounds, own, holdsSecret, help);
    }

    /** The words that a value is one of; empty when there are others. */
    public List<String> choices() {
        return words.matches("([a-z_]+(, | or ))+[a-z_]+") ? List.of(words.split(", | or ")) : List.of();
    }

    private Key<T> within(UnaryOperator<T> newBounds) {
        return new Key<>(name, words, defaultText, parser, newBounds, option, holdsSecret, help);
    }

    /** The default; null when there is none. */
    public @Nullable T byDefault() {
        return defaultText.isEmpty() ? null : parse(Given.byDefault(name, defaultText));
    }

    /** The default of a key that has one. */
    public T standard() {
        return Objects.requireNonNull(byDefault(), name);
    }

    T parse(Given given) {
        return bounds.apply(parser.parse(given));
    }

    /**
     * Refuses a value that is out of bounds, for records of settings.
     *
     * @throws IllegalArgumentException when it is
     */
    public void require(T value) {
        try {
            T unused = bounds.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static <N extends Comparable<N>> UnaryOperator<N> bounds(N least, N most, UnitFormat<N> format) {
        return value -> {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "'" + format.of(value) + "' is not between " + format.of(least) + " and " + format.of(most));
            }
            return value;
        };
    }

    /** Writes a value as people do. */
    @FunctionalInterface
    private interface UnitFormat<N> {
        String of(N value);
    }

    private static String word(String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("must be one word, without white space");
        }
        return text;
    }

    private static boolean isTrue(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return lower.equals("true");
    }

    private static int count(String text, int least, int most) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(noCount(text, least, most), e);
        }
    }

    private static String noCount(String text, int least, int most) {
        return "'" + text + "' is not a whole number between " + least + " and " + most;
    }

    private static <E extends Enum<E>> E choice(String text, E[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is unknown; use " + words(choices)));
    }

    /** As in {@code error, warn or info}. */
    private static String words(Enum<?>[] choices) {
        String all = Arrays.stream(choices).map(Key::lower).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
