package io.gatehouse.directory.file;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Path;
import java.util.List;

/** Directories that are files in the format of users.json. */
public final class FileDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "file";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return WatchKeys.ALL;
    }

    /**
     * What is configured for such a directory.
     *
     * @param form of the names of its users
     */
    public static FileDirectorySettings settings(String name, Values values, NameForm form) {
        WatchSettings watch = WatchKeys.settings(name, values);
        return new FileDirectorySettings(name, watch.path(), watch.lastGood(), watch.reload(), form);
    }

    @Override
    public boolean namesByLogin() {
        return true;
    }

    @Override
    public void check(Values settings) {
        WatchKeys.requirePath(settings, "give the path of users.json");
        WatchKeys.check(settings);
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
        return FileDirectory.open(
                settings(name, settings, context.names()),
                context.passwords(),
                users -> context.review().of(users.name(), users::identities),
                context.recorder().get());
    }
}
