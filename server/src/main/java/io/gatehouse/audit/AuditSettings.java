package io.gatehouse.audit;

import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.audit.sink.StreamSinkSettings;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of decisions, and where.
 *
 * @param required whether an answer that cannot be recorded is not sent
 * @param queueBytes what records that wait to be stored may hold, in bytes
 * @param key what values are hashed under; null for none
 * @param hashed what is recorded as a hash
 * @param claims whether the claims of each user JWT are recorded
 * @param file null where none is given
 */
public record AuditSettings(
        AuditTarget to,
        boolean required,
        long queueBytes,
        @Nullable Secret key,
        Set<HashedField> hashed,
        boolean claims,
        @Nullable FileSinkSettings file,
        StreamSinkSettings stream) {
    private static final int LEAST_KEY = 32;
    private static final Pattern SEED = Pattern.compile("S[A-Z2-7]{57}");

    private static final Key<AuditTarget> TO = Key.choice("to", AuditTarget.NONE)
            .help(
                    "Where [a record of every decision](../guides/audit.md) goes: nowhere, to a file, to the standard output, or to a"
                            + " JetStream stream.");
    private static final Key<Boolean> REQUIRED = Key.flag("required", false)
            .help(
                    "Whether [an answer waits for its record](../guides/audit.md#silence-rather-than-no-record): one that is"
                            + " not stored in time is not sent, and counted as `not_recorded`. Without it logins never depend on the"
                            + " audit log.");
    private static final Key<Long> QUEUE = Key.size("queue", "16MiB", "64KiB", "4GiB")
            .help("How much memory records that wait to be stored may hold, from 64 KiB to 4 GiB: some 40,000"
                    + " records by default. Records that do not fit are lost, and counted.");
    private static final Key<Secret> HMAC_KEY = Key.secret("hmac_key")
            .help("The key that values are hashed with, written out: at least 32 bytes. Better from the"
                    + " environment, or in a file of its own.");
    private static final Key<Secret> HMAC_KEY_FILE = Key.secretFile("hmac_key_file")
            .help(
                    "File whose content is that key, as `openssl rand -hex 32` makes one. With a key, records have the hash of a"
                            + " client's token, which `gatehouse audit hash` looks up.");
    private static final Key<Set<HashedField>> HMAC = Key.choices("hmac", HashedField.class)
            .help("What is recorded [as a hash only](../guides/audit.md#hashed-values): the names and nkeys of"
                    + " users, the addresses that they come from, or what clients call themselves. Needs a key.");
    private static final Key<Boolean> CLAIMS = Key.flag("claims", false)
            .help(
                    "Whether the record of a grant has all claims of the user JWT: permissions, limits, tags. Otherwise it has the"
                            + " account and the end of the session. Not with `audit.hmac: user`, since the user's name is one of"
                            + " them.");

    /** Its keys. */
    public static final Section SECTION = Section.of(
            "audit",
            TO,
            REQUIRED,
            QUEUE,
            HMAC_KEY,
            HMAC_KEY_FILE,
            HMAC,
            CLAIMS,
            FileSinkSettings.SECTION,
            StreamSinkSettings.SECTION);

    public AuditSettings {
        QUEUE.require(queueBytes);
        hashed = Set.copyOf(hashed);
        String mistake = key == null ? null : mistake(key.reveal());
        if (mistake != null) {
            throw new IllegalArgumentException("the key " + mistake);
        }
    }

    /**
     * As it is configured.
     *
     * @param own how the service itself is connected
     */
    public static AuditSettings read(Values root, NatsSettings own) {
        Values in = root.in(SECTION);
        AuditTarget to = in.get(TO);
        boolean required = in.get(REQUIRED);
        long queue = in.get(QUEUE);
        Secret key = key(in);
        Set<HashedField> hashed = in.get(HMAC, Set.of());
        boolean claims = in.get(CLAIMS);
        FileSinkSettings file = FileSinkSettings.read(in);
        StreamSinkSettings stream = StreamSinkSettings.read(in, own);
        if (to == AuditTarget.FILE) {
            FileSinkSettings.require(in);
        }
        if (to == AuditTarget.NONE && required) {
            in.problem(REQUIRED, "wants records, and there are none: set audit.to");
        }
        if (!hashed.isEmpty() && !in.gives(HMAC_KEY) && !in.gives(HMAC_KEY_FILE)) {
            in.missing(HMAC_KEY_FILE, "name a file with what is hashed under: make one with openssl rand -hex 32");
        }
        if (claims && hashed.contains(HashedField.USER)) {
            in.problem(
                    CLAIMS,
                    "would record the names of users, which audit.hmac wants as hashes only: leave out one of them");
        }
        boolean usable = to != AuditTarget.FILE || file != null;
        return new AuditSettings(usable ? to : AuditTarget.NONE, required, queue, key, hashed, claims, file, stream);
    }

    /** The key alone, as far as it is configured; null for none. */
    public static @Nullable Secret key(Values in) {
        Secret key = in.stronger(HMAC_KEY, HMAC_KEY_FILE);
        String mistake = key == null ? null : mistake(key.reveal());
        if (mistake != null) {
            in.problem(
                    in.find(HMAC_KEY) == key ? HMAC_KEY : HMAC_KEY_FILE,
                    mistake + "; make one with: openssl rand -hex 32");
            return null;
        }
        return key;
    }

    /** Whether anything is recorded. */
    public boolean isOn() {
        return to != AuditTarget.NONE;
    }

    /** These settings, with what a reload takes of others. */
    public AuditSettings reloaded(AuditSettings read) {
        return new AuditSettings(
                to,
                required,
                queueBytes,
                read.key,
                read.hashed,
                read.claims,
                read.file == null ? file : read.file,
                stream);
    }

    /** What is wrong with a key, without it; null for nothing. */
    private static @Nullable String mistake(String key) {
        if (SEED.matcher(key.strip()).matches()) {
            return "is the seed of an nkey: whoever gets hold of one of the two must not have the other";
        }
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        return length < LEAST_KEY ? "has " + length + " bytes, and needs " + LEAST_KEY + ": it could be guessed" : null;
    }
}
