package io.gatehouse.directory.token;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.watch.WatchKeys;
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
        return Stream.concat(Stream.of(USER), WatchKeys.ALL.stream()).toList();
    }

    /** What is configured for such a directory. */
    public static TokenDirectorySettings settings(String name, Values values) {
        return new TokenDirectorySettings(WatchKeys.settings(name, values), values.find(USER));
    }

    @Override
    public void check(Values settings) {
        WatchKeys.requirePath(settings, "give the path of tokens.json, as gatehouse tokens issue makes it");
        WatchKeys.check(settings);
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return WatchKeys.files(settings);
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return TokenDirectory.open(
                settings(name, settings), context.review(), context.recorder().get());
    }
}
