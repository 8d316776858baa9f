package io.gatehouse.passwords;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes references to secrets, and encrypted secrets, that were not replaced by the secret. */
final class SecretReference {
    private static final String VARIABLE =
            "looks like a variable or template that was not replaced: users.json knows none, so write the hash itself";
    private static final String ENCRYPTED =
            "looks like an encrypted secret: decrypt the file before Gatehouse reads it, or write the hash itself";
    private static final String STORE =
            "looks like a reference to a secret store: users.json follows none, so write the hash itself";

    private static final List<Kind> KINDS = List.of(
            kind("(?s).*[$#]\\{[^}]+}.*", VARIABLE),
            kind("\\$[A-Z_][A-Z0-9_]{2,}", VARIABLE),
            kind("%[A-Z_][A-Z0-9_]{2,}%", VARIABLE),
            kind("\\$\\(.+\\)|`.+`", VARIABLE),
            kind("(?s).*(?:\\{\\{.+}}|<%.+%>).*", VARIABLE),
            kind("__[A-Z][A-Z0-9_]+__|@[A-Z][A-Z0-9_]{2,}@", VARIABLE),
            kind("env:[A-Z_][A-Z0-9_]{2,}", VARIABLE),
            kind("(?s)\\$ANSIBLE_VAULT;.*|!vault\\b.*", ENCRYPTED),
            kind("(?s)ENC[\\[(].+", ENCRYPTED),
            kind("(?s)-----BEGIN .*", ENCRYPTED),
            kind("gAAAAA[\\w-]{40,}={0,2}|U2FsdGVkX1[\\w+/]{8,}={0,2}", ENCRYPTED),
            kind("vault:v[0-9]+:.+", ENCRYPTED),
            kind("arn:aws[a-z-]*:.+|@Microsoft\\.KeyVault\\(.+", STORE),
            kind("vault:[^:]+/.+|projects/[^/]+/secrets/.+", STORE),
            kind("(?i)(?:file|vault|op|env|secrets?|secretref|ssm|awssm|gcpsm|azkv|bws|ref\\+[a-z]+)://.+", STORE),
            kind("(?s)\\s*[{\\[]\\s*\".*[}\\]]\\s*", "looks like JSON in a text: write the hash alone"));

    private SecretReference() {}

    /** What the text refers to, and what to do; null when it is no reference. */
    static @Nullable String why(String stored) {
        for (Kind kind : KINDS) {
            if (kind.pattern.matcher(stored).matches()) {
                return kind.cause;
            }
        }
        return null;
    }

    private static Kind kind(String pattern, String cause) {
        return new Kind(Pattern.compile(pattern), cause);
    }

    private record Kind(Pattern pattern, String cause) {}
}
