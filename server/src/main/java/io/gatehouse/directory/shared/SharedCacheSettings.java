package io.gatehouse.directory.shared;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where instances leave each other what remote directories have answered.
 *
 * @param secret what all that is in the bucket is sealed under, or several such, one a line
 * @param timeout how long a lookup waits for the bucket before its directory is asked
 */
public record SharedCacheSettings(String bucket, Secret secret, Duration timeout, NatsSettings nats) {
    private static final int LEAST_SECRET = 32;
    private static final Pattern SEED = Pattern.compile("S[A-Z2-7]{57}");

    private static final Key<String> BUCKET = Key.of("bucket", "text", "", given -> BucketKeys.bucket(given.text()))
            .help("The bucket in which instances [share](../guides/shared-cache.md) the identities that remote"
                    + " directories have verified. Without it, nothing is shared.");
    private static final Key<Secret> SECRET = Key.secretLines("secret")
            .help("The key that everything in the bucket is sealed with, written out: at least 32 bytes, the"
                    + " same for all instances, and used for nothing else. Better from the environment, or in a"
                    + " file of its own. Two, each in a line of its own, while [one is"
                    + " replaced](../guides/rotation.md#other-secrets).");
    private static final Key<Secret> SECRET_FILE = Key.secretLinesFile("secret_file")
            .help(
                    "File whose content is that secret, as `openssl rand -hex 32` makes one, or several, each in a line of its"
                            + " own.");
    private static final Key<Duration> TIMEOUT = Key.duration("timeout", "50ms", "1ms", "1s")
            .help("How long a lookup waits for the bucket, from 1 ms to 1 s; then its directory is asked, as it is"
                    + " without a bucket.");

    private static final Section OWN =
            Section.of("shared", BUCKET, SECRET, SECRET_FILE, TIMEOUT, NatsSection.CONNECTION);

    /** Its keys, below those of the cache. */
    public static final Section SECTION = Section.of("cache", OWN);

    public SharedCacheSettings {
        BUCKET.require(bucket);
        TIMEOUT.require(timeout);
        String mistake = mistake(secret);
        if (mistake != null) {
            throw new IllegalArgumentException("the secret " + mistake);
        }
    }

    /** These settings, with what a reload takes of others. */
    public SharedCacheSettings reloaded(@Nullable SharedCacheSettings read) {
        return read == null ? this : new SharedCacheSettings(bucket, read.secret, timeout, nats.loggedInAs(read.nats));
    }

    /** What is sealed under, each by itself; the first one is the newest. */
    public List<Secret> secrets() {
        return secret.lines();
    }

    /**
     * As it is configured.
     *
     * @param own how the service itself is connected
     * @return null where nothing is shared
     */
    public static @Nullable SharedCacheSettings read(Values root, NatsSettings own) {
        Values in = root.in(SECTION).in(OWN);
        String bucket = in.find(BUCKET);
        Secret secret = secret(in);
        Duration timeout = in.get(TIMEOUT);
        NatsSettings nats = in.givesAnyOf(NatsSection.CONNECTION) ? NatsSection.read(in, own) : own;
        if (bucket != null && secret == null && !in.gives(SECRET) && !in.gives(SECRET_FILE)) {
            in.missing(
                    SECRET_FILE,
                    "name a file with what the bucket's content is sealed under: make one with"
                            + " openssl rand -hex 32");
        }
        if (!in.gives(BUCKET) && root.in(SECTION).givesAnyOf(OWN)) {
            in.missing(BUCKET, "name the bucket, or remove the section");
        }
        return bucket == null || secret == null ? null : new SharedCacheSettings(bucket, secret, timeout, nats);
    }

    /** The secret where it can be used. */
    private static @Nullable Secret secret(Values in) {
        Secret secret = in.stronger(SECRET, SECRET_FILE);
        String mistake = secret == null ? null : mistake(secret);
        if (mistake != null) {
            in.problem(
                    in.find(SECRET) == secret ? SECRET : SECRET_FILE,
                    mistake + "; make one with: openssl rand -hex 32");
            return null;
        }
        return secret;
    }

    /** What is wrong with one of the secrets, without it; null for nothing. */
    private static @Nullable String mistake(Secret secrets) {
        return secrets.lines().stream()
                .flatMap(one -> Stream.ofNullable(mistake(one.reveal())))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String mistake(String secret) {
        if (SEED.matcher(secret.strip()).matches()) {
            return "is the seed of an nkey: whoever gets hold of one of the two must not have the other";
        }
        int length = secret.getBytes(StandardCharsets.UTF_8).length;
        return length < LEAST_SECRET
                ? "has " + length + " bytes, and needs " + LEAST_SECRET + ": it could be guessed"
                : null;
    }
}
