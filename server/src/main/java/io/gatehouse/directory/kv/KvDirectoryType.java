package io.gatehouse.directory.kv;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.bucket.BucketKeys;
import java.util.List;

/** Directories that are buckets of JetStream's key-value store with users. */
public final class KvDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "kv";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return BucketKeys.ALL;
    }

    @Override
    public boolean namesByLogin() {
        return true;
    }

    @Override
    public void check(Values settings) {
        BucketKeys.require(settings, "name the bucket that the users are in");
    }

    @Override
    public String unseenChanges(Values settings) {
        return "";
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return KvDirectory.open(BucketKeys.settings(name, settings, context.nats(), context.names()), context);
    }
}
