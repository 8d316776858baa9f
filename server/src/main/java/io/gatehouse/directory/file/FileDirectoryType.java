package io.gatehouse.directory.file;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are files in the format of users.json. */
public final class FileDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "file";

    private static final Key<Path> PATH = Key.file("path").help("The users' file, `users.json`. Required.");

    static final Key<Duration> RELOAD =
            Key.duration("reload", "1s", "10ms", "1h").help("How often the file is looked at for changes.");

    private static final Key<Path> LAST_GOOD = Key.file("last_good")
            .help("Where to keep a copy of the last users' file that could be used, such as `users.json.last-good`. A"
                    + " start with a broken file then [serves that copy](users-json.md#changes) instead of ending."
                    + " Without it no copy is kept.");

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return List.of(PATH, LAST_GOOD, RELOAD);
    }

    /**
     * What is configured for such a directory.
     *
     * @param form of the names of its users
     */
    public static FileDirectorySettings settings(String name, Values values, NameForm form) {
        return new FileDirectorySettings(name, values.get(PATH), values.find(LAST_GOOD), values.get(RELOAD), form);
    }

    /** Notes that the copy of such a directory is among the files of others, which then had each other's users. */
    public static void refuseCopyAmong(List<Path> others, Values settings) {
        Path copy = settings.find(LAST_GOOD);
        if (copy != null && others.contains(copy)) {
            settings.problem(LAST_GOOD, "is a file of another directory; name another one");
        }
    }

    @Override
    public boolean namesByLogin() {
        return true;
    }

    @Override
    public void check(Values settings) {
        Path path = settings.find(PATH, "give the path of users.json");
        if (path != null && path.equals(settings.find(LAST_GOOD))) {
            settings.problem(LAST_GOOD, "is the users file itself; name another one");
        }
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return Stream.of(settings.find(PATH), settings.find(LAST_GOOD))
                .flatMap(Stream::ofNullable)
                .toList();
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
