package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.files.RegularFile;
import io.gatehouse.policy.text.GoDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of nats-iam-broker with Go templates in them, as far as they can be said here. */
final class IamTexts {
    /** A template that is all of a text, and takes one variable or file: {@code {{ readFile "$KEY" | trim }}}. */
    private static final Pattern WHOLE = Pattern.compile("\\{\\{-?\\s*(readFile|readNthLine\\s+1|env|expandEnv)\\b"
            + "(?:[\\s(]|expandEnv|env)*\"([^\"]*)\"[\\s)]*(?:\\|\\s*trim\\s*)?-?}}\\s*");

    private static final Pattern CLAIM = Pattern.compile("\\{\\{-?\\s*\\.([A-Za-z_][A-Za-z0-9_]*)\\s*-?}}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");
    private static final Pattern SEED = Pattern.compile("S[A-Z2-7]{57}");

    private final Map<String, String> environment;
    private final Path folder;

    IamTexts(Map<String, String> environment, Path file) {
        this.environment = environment;
        this.folder = file.resolveSibling(".");
    }

    /** A value for gatehouse.yaml, whose variables are those of the template; null when it cannot be said. */
    @Nullable String value(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches() && !whole.group(1).startsWith("read")) {
            return reference(whole.group(2), whole.group(1).equals("env"));
        }
        return text.contains("{{") ? null : ImportedParts.literal(text);
    }

    /** The file with a key, or a new one with the seed that is written out; null when it is neither. */
    @Nullable String keyFile(String text, ImportedParts parts, String name) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            return reference(
                    whole.group(2), text.contains("env ") || whole.group(1).equals("env"));
        }
        return SEED.matcher(text.strip()).matches() ? parts.secret(name, text.strip()) : null;
    }

    /** A name that must be known now: without variables. */
    @Nullable String known(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches() && !whole.group(1).startsWith("read")) {
            String variable = whole.group(2).replaceAll("[${}]", "");
            return environment.get(variable);
        }
        return text.contains("{{") ? null : text;
    }

    /** An account's public key, which may be in a file; nothing else of a file is ever taken. */
    @Nullable String publicKey(String text) {
        Matcher whole = WHOLE.matcher(text);
        try {
            String key = whole.matches() ? RegularFile.text(folder.resolve(expanded(whole.group(2)))) : text;
            return Nkey.parse(key.strip(), NkeyKind.ACCOUNT).toString();
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A subject with claims as attributes; null when it has a template that there is none for. */
    @Nullable String subject(String text, UnaryOperator<String> attribute) {
        String changed = CLAIM.matcher(text)
                .replaceAll(claim -> Matcher.quoteReplacement(
                        claim.group(1).equals("sub")
                                ? "\0name()\1"
                                : "\0attribute(" + attribute.apply(claim.group(1)) + ")\1"));
        return changed.contains("{{") || changed.contains("}}")
                ? null
                : changed.replace("\0", "{{").replace("\1", "}}");
    }

    /** A duration as Go writes it; null when it is none. */
    static @Nullable Duration duration(@Nullable String text) {
        Duration duration = text == null || text.isEmpty() ? null : GoDuration.parse(text);
        return duration == null || duration.toSeconds() < 1 ? null : duration;
    }

    private String expanded(String text) {
        return REFERENCE
                .matcher(VARIABLE.matcher(text).matches() ? "$" + text : text)
                .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), "")));
    }

    private static String reference(String text, boolean named) {
        String whole = named && VARIABLE.matcher(text).matches() ? "$" + text : text;
        return REFERENCE.matcher(whole).replaceAll("\\${$1}");
    }
}
