package io.gatehouse.directory.token;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories of API tokens. */
public final class TokenDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "token";

    private static final Key<String> USER = Key.word("user", "")
            .help("Type `token`: the user name beside which a token is taken as the password. Any user name when left"
                    + " out; a token that comes by itself is always taken.");

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return Stream.of(List.<Entry>of(USER), WatchKeys.ALL, BucketKeys.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** What is configured for such a directory that has a file. */
    public static TokenDirectorySettings settings(String name, Values values) {
        return new TokenDirectorySettings(WatchKeys.settings(name, values), values.find(USER));
    }

    @Override
    public void check(Values settings) {
        BucketKeys.check(settings);
        if (BucketKeys.gives(settings)) {
            WatchKeys.refuseAll(settings, BucketKeys.ALONE);
            return;
        }
        WatchKeys.requirePath(
                settings, "give the path of tokens.json, as gatehouse tokens issue makes it, or a bucket of tokens");
        WatchKeys.check(settings);
    }

    @Override
    public boolean maybeStale() {
        return false;
    }

    @Override
    public String unseenChanges(Values settings) {
        return "";
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return WatchKeys.files(settings);
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        if (BucketKeys.gives(settings)) {
            // Ids are found as they are written, whatever the form of names.
            return TokenBucketDirectory.open(
                    BucketKeys.settings(name, settings, context.nats(), NameForm.EXACT), settings.find(USER), context);
        }
        return TokenDirectory.open(
                settings(name, settings), context.review(), context.recorder().get());
    }
}
