package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.LineBuffer;
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

    /** As long as a second has the same. */
    private static final int TO_SECONDS = "2026-11-21T21:00:00.".length();

    private final LineBuffer out = new LineBuffer();
    private final StringBuilder scratch = new StringBuilder();
    private final AuditSettings settings;
    private final @Nullable ValueHash hash;
    private long second = -1;
    private String toSeconds = "";

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
        out.clear();
        out.add('{');
        timeOf(name(AuditField.TIME).add('"'), millis).add('"');
        word(AuditField.TYPE, type.code());
    }

    /** Ends it, and adds it to a chunk. */
    void end(long seq, AuditChunk chunk) {
        out.add("}\n");
        chunk.add(seq, out);
    }

    /** A word of ours, or a public key: without a character that needs an escape, and without a secret; left out when it is empty. */
    RecordJson word(AuditField field, String word) {
        if (!word.isEmpty()) {
            name(field).add('"').add(word).add('"');
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
            name(field).add('"').add(hash.of(text)).add('"');
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
            quoted(out.add(separator), SecretTexts.hidden(text));
            separator = ',';
        }
        out.add(']');
        return this;
    }

    RecordJson number(AuditField field, long number) {
        name(field).add(number);
        return this;
    }

    RecordJson time(AuditField field, long millis) {
        name(field).add('"').add(text(millis)).add('"');
        return this;
    }

    /** An object that is JSON already, without control characters. */
    void object(AuditField field, byte[] json) {
        name(field);
        String text = new String(json, StandardCharsets.UTF_8);
        scratch.setLength(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '~') {
                scratch.append(c);
            } else {
                // Only texts have such, where an escape means the same.
                scratch.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        out.encode(scratch);
    }

    /** Records are made in the order of their times, more or less: most are of the same second as the one before. */
    private LineBuffer timeOf(LineBuffer to, long millis) {
        long now = Math.floorDiv(millis, 1000L);
        if (now != second) {
            second = now;
            toSeconds = text(millis).substring(0, TO_SECONDS);
        }
        int rest = Math.floorMod(millis, 1000);
        return to.add(toSeconds)
                .add((char) ('0' + rest / 100))
                .add((char) ('0' + rest / 10 % 10))
                .add((char) ('0' + rest % 10))
                .add('Z');
    }

    private String text(long millis) {
        scratch.setLength(0);
        Timestamp.append(scratch, millis);
        return scratch.toString();
    }

    private LineBuffer name(AuditField field) {
        // The first has no comma before it.
        return out.add(field.member(), out.length() > 1 ? 0 : 1);
    }

    private void quoted(LineBuffer to, String text) {
        to.add('"');
        if (text.length() <= MAX_TEXT && isPlain(text)) {
            to.add(text);
        } else {
            scratch.setLength(0);
            Escapes.quoted(scratch, text, MAX_TEXT);
            to.encode(scratch);
        }
        to.add('"');
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
