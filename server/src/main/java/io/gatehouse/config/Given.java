package io.gatehouse.config;

import io.gatehouse.config.Value.Items;
import io.gatehouse.config.Value.Scalar;
import io.gatehouse.config.Where.Layer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value that was given for a key, and where. What it says is read by {@link Key}s. */
public final class Given {
    private static final Where NOWHERE = new Where(Layer.DEFAULT, "default", Path.of(""));

    /** Shorter texts are names of files rather than secrets. */
    private static final int LEAST_SECRET = 16;

    private final String path;
    private final Value value;
    private final Where where;
    private final List<SecretSource> secrets;

    /** @param secrets is told where secrets come from */
    Given(String path, Value value, Where where, List<SecretSource> secrets) {
        this.path = path;
        this.value = value;
        this.where = where;
        this.secrets = secrets;
    }

    /** A key's own default, which is no secret. */
    static Given byDefault(String name, String text) {
        return new Given(name, new Scalar(text, false, NOWHERE), NOWHERE, List.of());
    }

    /** Another text in the same place, as one part of it. */
    public Given with(String text) {
        boolean substituted = value instanceof Scalar scalar && scalar.substituted();
        return new Given(path, new Scalar(text, substituted, where), where, secrets);
    }

    /** The key's path. */
    public String path() {
        return path;
    }

    Where where() {
        return where;
    }

    /** The one text. */
    public String text() {
        if (value instanceof Scalar scalar) {
            return scalar.text();
        }
        throw new IllegalArgumentException("is a list, where one value is wanted");
    }

    /** The texts of a list, each as it is, or of one text with commas between them; at least one. */
    public List<String> texts() {
        Stream<String> given = value instanceof Items items
                ? items.items().stream().map(Scalar::text)
                : Arrays.stream(text().split(","));
        List<String> texts =
                given.map(String::strip).filter(text -> !text.isEmpty()).toList();
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("is empty; give at least one value");
        }
        return texts;
    }

    /** Whether it is a list, and not one text. */
    boolean isList() {
        return value instanceof Items;
    }

    /** Each value of a list, or of one text with commas between them, by itself and in the same place; at least one. */
    List<Given> each() {
        return value instanceof Items items && !items.items().isEmpty()
                ? items.items().stream()
                        .map(item -> new Given(path, item, where, secrets))
                        .toList()
                : texts().stream().map(this::with).toList();
    }

    /** The path of a file. */
    public Path file() {
        return resolve(text());
    }

    /**
     * What a message calls the file that is named, beginning with {@code the file}. A text that names no file and may be the secret
     * itself, given for the wrong key, is not repeated.
     */
    public String fileWords() {
        String text = text();
        Path file = file();
        boolean isLikeASecret = text.length() >= LEAST_SECRET && text.indexOf('/') < 0 && text.indexOf('.') < 0;
        return isLikeASecret && !Files.exists(file)
                ? "the file (its name has " + text.length()
                        + " characters, which are not repeated: they may be the secret itself)"
                : "the file " + file;
    }

    List<Path> files() {
        return texts().stream().map(this::resolve).toList();
    }

    Path resolve(String text) {
        try {
            return where.base().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
        }
    }

    /** Whether it was given in the same place as another value, or in a stronger one. */
    public boolean isAtLeastAsStrongAs(Given other) {
        return where.layer().compareTo(other.where.layer()) >= 0;
    }

    /** Whether the same is written as in another, and relative paths in it begin at the same folder. */
    boolean saysTheSameAs(Given other) {
        return texts(value).equals(texts(other.value)) && where.base().equals(other.where.base());
    }

    /** What is written, text by text. */
    List<String> written() {
        return texts(value);
    }

    private static List<String> texts(Value value) {
        return value instanceof Items items
                ? items.items().stream().map(Scalar::text).toList()
                : value instanceof Scalar scalar ? List.of(scalar.text()) : List.of();
    }

    /** Notes that the value is a secret, or has one in it. */
    public void isSecret() {
        boolean literal = where.layer() == Layer.FILE && scalars().stream().anyMatch(scalar -> !scalar.substituted());
        note(null, literal);
    }

    /** Notes that it names a file with a secret in it. */
    public void isSecretFile(Path file) {
        note(file, false);
    }

    private void note(@Nullable Path file, boolean literal) {
        secrets.add(new SecretSource(path, where.place(), file, literal));
    }

    private List<Scalar> scalars() {
        if (value instanceof Items items) {
            return items.items();
        }
        return value instanceof Scalar scalar ? List.of(scalar) : List.of();
    }
}
