package io.gatehouse.audit;

import io.gatehouse.logging.Escapes;
import io.gatehouse.logging.SecretTexts;
import io.gatehouse.logging.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record after the other as a line of JSON. Whatever is in a text, it stays within its quotes and on its line: control and
 * format characters are escaped, too. Secrets that are known by their form are hidden. Used by one thread.
 */
final class RecordJson {
    /** The longest text that is recorded, in characters; what is longer is cut. */
    static final int MAX_TEXT = 512;

    /** How many rules, or changed keys, are recorded. */
    static final int MAX_TEXTS = 64;

    private final StringBuilder out = new StringBuilder(1024);
    private final AuditSettings settings;
    private final @Nullable ValueHash hash;

    RecordJson(AuditSettings settings) {
        this.settings = settings;
        this.hash = settings.key() == null ? null : new ValueHash(settings.key());
    }

    /** Whether it is to have the claims of user JWTs. */
    boolean hasClaims() {
        return settings.claims();
    }

    /** Begins a record. */
    void begin(RecordType type, long millis) {
        out.setLength(0);
        out.append('{');
        time(AuditField.TIME, millis).word(AuditField.TYPE, type.code());
    }

    /** Ends it, as UTF-8 and with a line feed. */
    byte[] end() {
        return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A word of ours, or a public key, in which no secret need be looked for; left out when it is empty. */
    RecordJson word(AuditField field, String word) {
        if (!word.isEmpty()) {
            quoted(name(field), word);
        }
        return this;
    }

    /** Left out when the text is null or empty. */
    RecordJson text(AuditField field, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            quoted(name(field), SecretTexts.hidden(text));
        }
        return this;
    }

    /** The same, as a hash where that is to be. */
    RecordJson text(AuditField field, @Nullable String text, HashedField by) {
        return settings.hashed().contains(by) ? hashed(field, text) : text(field, text);
    }

    /** The hash of a text; left out without a key, or when the text is null or empty. */
    RecordJson hashed(AuditField field, @Nullable String text) {
        if (hash != null && text != null && !text.isEmpty()) {
            name(field).append('"').append(hash.of(text)).append('"');
        }
        return this;
    }

    /** Left out when empty. */
    RecordJson texts(AuditField field, List<String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        name(field);
        char separator = '[';
        for (String text : texts.subList(0, Math.min(texts.size(), MAX_TEXTS))) {
            quoted(out.append(separator), SecretTexts.hidden(text));
            separator = ',';
        }
        out.append(']');
        return this;
    }

    RecordJson number(AuditField field, long number) {
        name(field).append(number);
        return this;
    }

    RecordJson time(AuditField field, long millis) {
        Timestamp.append(name(field).append('"'), millis);
        out.append('"');
        return this;
    }

    /** An object that is JSON already, without control characters. */
    void object(AuditField field, byte[] json) {
        name(field);
        String text = new String(json, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '~') {
                out.append(c);
            } else {
                // Only texts have such, where an escape means the same.
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
    }

    private StringBuilder name(AuditField field) {
        String member = field.member();
        return out.length() > 1 ? out.append(member) : out.append(member, 1, member.length());
    }

    private static void quoted(StringBuilder to, String text) {
        to.append('"');
        if (text.length() <= MAX_TEXT && isPlain(text)) {
            to.append(text);
        } else {
            Escapes.quoted(to, text, MAX_TEXT);
        }
        to.append('"');
    }

    /** Most texts need no escapes, and are copied at once. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
