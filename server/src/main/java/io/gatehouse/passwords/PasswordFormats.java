package io.gatehouse.passwords;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells by its text how a password is stored. What may be a hash is never taken for a password: the hash would log in. */
final class PasswordFormats {
    /** Scheme names that Spring Security, OpenLDAP and Dovecot write before hashes that are taken here. */
    private static final Pattern KNOWN_WRAPPER =
            Pattern.compile("(?i)\\{(?:bcrypt|crypt|blf-crypt|argon2|argon2id)}(?=\\$2[aby]\\$|\\$argon2id\\$)");

    private PasswordFormats() {}

    /** @throws IllegalArgumentException as {@link PasswordHash#parse} */
    static PasswordHash parse(String stored) {
        if (stored.startsWith(PasswordHash.PLAIN_PREFIX)) {
            return plain(stored.substring(PasswordHash.PLAIN_PREFIX.length()));
        }
        String hash = stored.startsWith("{") ? KNOWN_WRAPPER.matcher(stored).replaceFirst("") : stored;
        if (Bcrypt.looksLike(hash)) {
            return Bcrypt.parse(hash);
        }
        if (hash.startsWith(Argon2id.PREFIX)) {
            return Argon2id.parse(hash);
        }
        String why = whyNotPlain(stored);
        if (why != null) {
            throw new IllegalArgumentException(
                    why + "; if it is the password itself, write \"" + PasswordHash.PLAIN_PREFIX + "\" before it");
        }
        return new PlainPassword(stored);
    }

    private static PasswordHash plain(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("a password must follow \"" + PasswordHash.PLAIN_PREFIX + "\"");
        }
        return new PlainPassword(password);
    }

    private static @Nullable String whyNotPlain(String stored) {
        String why = DamagedHash.why(stored);
        if (why == null) {
            why = SecretReference.why(stored);
        }
        return why == null ? ForeignHash.why(stored) : why;
    }
}
