package io.gatehouse.directory.bucket;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of every directory that has its users, or its tokens, in a bucket. */
public final class BucketKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    static final Key<String> BUCKET = Key.of("bucket", "text", "", BucketKeys::bucket)
            .help("The bucket: with users for the types `kv` and `nkey`, with tokens for the type `token`."
                    + " Required for `kv`; for the others, instead of `path`.");

    /** All of them. */
    public static final List<Entry> ALL = List.of(BUCKET, NatsSection.CONNECTION);

    /** What is said of keys that say where users are that are in a bucket. */
    public static final String ALONE =
            "is for a directory without a bucket; remove this or the bucket, or make two" + " directories";

    private BucketKeys() {}

    /** Whether a directory has its records in a bucket. */
    public static boolean areOf(DirectoryType type, Values settings) {
        return type.keys().containsAll(ALL) && gives(settings);
    }

    /** Whether a bucket is given, right or wrong. */
    public static boolean gives(Values settings) {
        return settings.gives(BUCKET);
    }

    /** Notes that the bucket is missing. */
    public static void require(Values settings, String advice) {
        String unused = settings.find(BUCKET, advice);
        checkConnection(settings);
    }

    /** Notes what is wrong with the connection, or that there is one without a bucket. */
    public static void check(Values settings) {
        checkConnection(settings);
        if (!gives(settings) && settings.givesAnyOf(NatsSection.CONNECTION)) {
            settings.in(NatsSection.CONNECTION)
                    .problem("is how a bucket is reached, and there is no bucket; give it, or remove this");
        }
    }

    private static void checkConnection(Values settings) {
        NatsSettings unused = NatsSection.read(settings);
    }

    /**
     * What is configured for a directory that has a bucket.
     *
     * @param own how the service itself is connected, for a directory that has no connection of its own
     * @param form the form that its names have
     */
    public static BucketSettings settings(String name, Values values, NatsSettings own, NameForm form) {
        boolean apart = values.givesAnyOf(NatsSection.CONNECTION);
        return new BucketSettings(name, values.get(BUCKET), apart ? NatsSection.read(values, own) : own, form);
    }

    /**
     * A bucket's name.
     *
     * @throws IllegalArgumentException when it can be none
     */
    public static String bucket(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a bucket's name has letters, digits, dashes and underscores");
        }
        return name;
    }

    private static String bucket(Given given) {
        return bucket(given.text());
    }
}
