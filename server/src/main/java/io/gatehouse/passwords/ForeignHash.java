package io.gatehouse.passwords;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes hashes of schemes that are not known here, by their shapes: of named schemes first, then of any. */
final class ForeignHash {
    private static final String HASH = "[0-9A-Fa-f]{32,}|[A-Za-z0-9+/_-]{27,}={0,2}";

    /** Bytes of MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512, RabbitMQ (4 and 32) and ASP.NET (49, 61). */
    private static final Set<Integer> DIGESTS = Set.of(16, 20, 28, 32, 36, 48, 49, 61, 64);

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    /** The length of a traditional DES hash, whose last character holds four bits of its six. */
    private static final Pattern DES = Pattern.compile("[./0-9A-Za-z]{12}[.26AEIMQUYcgkosw]");

    /** Capitalized words and a number behind them, as people write. */
    private static final Pattern WORDS = Pattern.compile("(?:[A-Z][a-z]+)+[0-9]*");

    private static final List<Kind> KINDS = List.of(
            told(
                    "!{1,2}|\\*|\\*LK\\*|[!*]{1,2}\\$.*|![A-Za-z0-9]{40}",
                    "looks like the locked password of another system: leave pass out for a user who cannot log in"),
            told(
                    "(?is)\\{(?:noop|plain|clear|cleartext)}.+",
                    "begins with the name of a scheme: write \"plain:\" in its place, or better hash the password with"
                            + " \"gatehouse hash\""),
            unknown("(?s)\\{[A-Za-z0-9@_.|/+-]{1,40}}.+", "a hash with its scheme in braces"),
            unknown("\\$argon2[id]?\\$.*", "an argon2i or argon2d hash"),
            unknown("(?s)\\$[A-Za-z0-9_.+=,-]{1,40}\\$.*", "a crypt or PHC hash"),
            unknown(
                    "(?i)(?:pbkdf2|scrypt|yescrypt|scram|argon2|bcrypt|hmac|unsalted|phpass)[a-z0-9_-]*[$:]\\S{8,}"
                            + "|(?:sha-?[0-9]{1,3}|ssha[0-9]*|sha|md[45]|ripemd[0-9]*|blake2[bs])[$:]\\S{8,}"
                            + "|grub\\.pbkdf2\\.\\S+",
                    "a hash after the name of its scheme"),
            unknown("md5[0-9a-f]{32}", "an MD5 hash of PostgreSQL"),
            unknown("\\*[0-9A-Fa-f]{40}", "a hash of MySQL"),
            unknown("(?:0x|\\\\x)[0-9A-Fa-f]{32,}", "a hash in hexadecimal digits"),
            unknown("#?(?:[0-9A-Fa-f]{8}){4,8}|(?:[0-9A-Fa-f]{32}){3,4}", "a hash in hexadecimal digits"),
            unknown("_[./0-9A-Za-z]{19}", "a crypt hash of BSD"),
            unknown("\\([GH][A-Za-z0-9+/]{19,}\\)", "a hash of Domino"),
            unknown(":[A-Za-z0-9]+:\\S{16,}", "a hash of MediaWiki"),
            unknown("[A-Za-z][\\w+.-]*\\$[^$\\s]*\\$\\S{16,}", "a hash in parts between $ signs"),
            unknown("\\S*[:$](?:" + HASH + ")(?::\\S*)?|[0-9A-Fa-f]{32,}[:$.]\\S+", "a salt and a hash"),
            new Kind(ForeignHash::base64, unknown("a hash in base64")),
            new Kind(ForeignHash::des, unknown("a DES crypt hash")));

    private ForeignHash() {}

    /** What the text looks like, and what to do; null when it looks like no hash. */
    static @Nullable String why(String stored) {
        for (Kind kind : KINDS) {
            if (kind.shape.test(stored)) {
                return kind.cause;
            }
        }
        return null;
    }

    private static boolean base64(String text) {
        if (text.length() % 4 != 0
                || text.length() < 24
                || !BASE64.matcher(text).matches()) {
            return false;
        }
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        int bytes = Base64.getDecoder().decode(text).length;
        return DIGESTS.contains(bytes) && changes(text) > text.length() / (padding == 0 ? 3 : 4);
    }

    private static boolean des(String text) {
        return DES.matcher(text).matches()
                && changes(text) >= 5
                && !WORDS.matcher(text).matches();
    }

    /** How often a letter of one kind (lower, upper, digit, other) follows one of another: seldom in words. */
    private static int changes(String text) {
        int changes = 0;
        for (int i = 1; i < text.length(); i++) {
            changes += kindOf(text.charAt(i)) == kindOf(text.charAt(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    private static int kindOf(char c) {
        return Character.isLowerCase(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isDigit(c) ? 2 : 3;
    }

    private static Kind unknown(String pattern, String what) {
        return told(pattern, unknown(what));
    }

    private static String unknown(String what) {
        return "looks like " + what + " of a kind that is not known here: hash the password with \"gatehouse hash\"";
    }

    private static Kind told(String pattern, String cause) {
        Pattern compiled = Pattern.compile(pattern);
        return new Kind(text -> compiled.matcher(text).matches(), cause);
    }

    /** A shape, and what is said of it. */
    private record Kind(Predicate<String> shape, String cause) {}
}
