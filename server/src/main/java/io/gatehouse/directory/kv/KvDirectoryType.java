package io.gatehouse.directory.kv;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;
import java.util.List;
import java.util.regex.Pattern;

/** Directories that are buckets of JetStream's key-value store. */
public final class KvDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "kv";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    static final Key<String> BUCKET =
            Key.of("bucket", "text", "", KvDirectoryType::bucket).help("The bucket with the users. Required.");

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return List.of(BUCKET, NatsSection.CONNECTION);
    }

    @Override
    public boolean namesByLogin() {
        return true;
    }

    @Override
    public void check(Values settings) {
        String unused = settings.find(BUCKET, "name the bucket that the users are in");
        NatsSettings unusedConnection = NatsSection.read(settings);
    }

    /**
     * What is configured for such a directory.
     *
     * @param own how the service itself is connected, for a directory that has no connection of its own
     * @param form the form that its names have
     */
    public static KvDirectorySettings settings(String name, Values values, NatsSettings own, NameForm form) {
        boolean apart = values.givesAnyOf(NatsSection.CONNECTION);
        return new KvDirectorySettings(name, values.get(BUCKET), apart ? NatsSection.read(values, own) : own, form);
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return KvDirectory.open(
                settings(name, settings, context.nats(), context.names()),
                context.passwords(),
                users -> context.review().of("directory " + name, users),
                context.watched());
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
