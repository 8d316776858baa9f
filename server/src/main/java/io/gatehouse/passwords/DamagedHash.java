package io.gatehouse.passwords;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes what is left of a hash that a shell, a tool or a copy has changed on its way into the file. */
final class DamagedHash {
    /** How many kinds of damage are undone one after the other. */
    private static final int DEPTH = 2;

    private static final Pattern HASH = Pattern.compile(
            "\\$(?:2[abxy]?|argon2[id]{0,2}|[1567yPHS]|apr1|scrypt|pbkdf2[a-z0-9-]*)\\$.{8,}|\\{[A-Za-z0-9-]{3,16}}.{8,}",
            Pattern.DOTALL);
    private static final Pattern WITHOUT_DOLLAR =
            Pattern.compile("2[abxy]\\$[0-9]{2}\\$.{8,}|argon2(?:id|i|d)\\$v=.{8,}");
    /** {@code "$2b$10$Wu.nZ..."} between double quotes is {@code b0.nZ...}: $2, $1 and $Wu are empty variables. */
    private static final Pattern EATEN = Pattern.compile("b[0-9]?[./][./A-Za-z0-9]{16,52}|\\$?[./A-Za-z0-9]{53}");

    private static final Pattern WRAPPED = Pattern.compile("^\\{[A-Za-z0-9@_.|/+-]{1,40}}(?=\\$)");
    private static final Pattern NAMED = Pattern.compile("(?i)^(?:bcrypt\\$|argon2)(?=\\$)");
    private static final Pattern ENTRY = Pattern.compile("^[^:\\s$]{1,255}:(?=\\$|\\{)");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{20,}={0,2}");

    private static final List<Damage> DAMAGES = List.of(
            new Damage(String::strip, "a hash with white space around it: remove that"),
            new Damage(DamagedHash::unquoted, "a hash in quotes of its own: remove the inner quotes"),
            new Damage(
                    text -> text.replace("\\", ""),
                    "a hash with backslashes, as a shell wants them: remove the backslashes"),
            new Damage(
                    text -> text.replace("$$", "$"),
                    "a hash with doubled $ signs, as Docker Compose wants them: write each $ once"),
            new Damage(DamagedHash::withDollar, "a hash that has lost its first $: put it back"),
            new Damage(DamagedHash::urlDecoded, "a URL-encoded hash: write $ for %24, and / for %2F"),
            new Damage(DamagedHash::base64Decoded, "a hash in base64, as Kubernetes secrets hold it: decode it"),
            new Damage(
                    text -> ENTRY.matcher(text).replaceFirst(""),
                    "a whole line of an htpasswd or shadow file: the hash alone is wanted, without the name and the"
                            + " colon"),
            new Damage(
                    text -> WRAPPED.matcher(text).replaceFirst(""),
                    "a hash with its scheme in braces: make one with \"gatehouse hash\", or remove the braces when"
                            + " $2b$ or $argon2id$ follows them"),
            new Damage(
                    text -> NAMED.matcher(text).replaceFirst(""),
                    "a hash of Django: remove what stands before $2b$ or $argon2id$"));

    private DamagedHash() {}

    /** What has happened to the hash, and what to do; null when the text is no damaged hash. */
    static @Nullable String why(String stored) {
        if (EATEN.matcher(stored).matches()) {
            return "looks like what a shell leaves of a bcrypt hash between double quotes: put the hash between single"
                    + " quotes where it is written";
        }
        return why(stored, DEPTH);
    }

    private static @Nullable String why(String stored, int depth) {
        for (Damage damage : DAMAGES) {
            String before = damage.undo.apply(stored);
            if (before.equals(stored)) {
                continue;
            }
            if (HASH.matcher(before).matches() || (depth > 1 && why(before, depth - 1) != null)) {
                return "looks like " + damage.cause;
            }
        }
        return null;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && "'\"`".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static String withDollar(String text) {
        return WITHOUT_DOLLAR.matcher(text).matches() ? "$" + text : text;
    }

    private static String urlDecoded(String text) {
        if (!text.contains("%24")) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String base64Decoded(String text) {
        if (!BASE64.matcher(text).matches()) {
            return text;
        }
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** One kind of damage: how to undo it, and what it is. */
    private record Damage(UnaryOperator<String> undo, String cause) {}
}
