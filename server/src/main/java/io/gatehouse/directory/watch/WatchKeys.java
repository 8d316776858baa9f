package io.gatehouse.directory.watch;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of every directory that has its users in a file. */
public final class WatchKeys {
    private static final Key<Path> PATH = Key.file("path")
            .holdingSecret()
            .help(
                    "The file: [`users.json`](users-json.md) for the types `file` and `nkey`, [`tokens.json`](tokens-json.md)"
                            + " for the type `token`. Required, unless a `bucket` is given, or `keys` for the type `nkey`.");

    /** How often the file is looked at. */
    public static final Key<Duration> RELOAD = Key.duration("reload", "1s", "10ms", "1h")
            .help("How often the file is checked for changes; a new file that can be used is noticed within a"
                    + " tenth of that.");

    private static final Key<Path> LAST_GOOD = Key.file("last_good")
            .holdingSecret()
            .help("Where to keep a copy of the last file that could be used, such as `users.json.last-good`. A"
                    + " start with a broken file then [serves that copy](users-json.md#changes) instead of ending."
                    + " Without it no copy is kept.");

    /** All of them. */
    public static final List<Entry> ALL = List.of(PATH, LAST_GOOD, RELOAD);

    private WatchKeys() {}

    /** What is configured for a directory that has a path. */
    public static WatchSettings settings(String directory, Values values) {
        return new WatchSettings(directory, values.get(PATH), values.find(LAST_GOOD), values.get(RELOAD));
    }

    /** The path that is configured; null when none is. */
    public static @Nullable Path path(Values settings) {
        return settings.find(PATH);
    }

    /** Whether a path is given, right or wrong. */
    public static boolean givesPath(Values settings) {
        return settings.gives(PATH);
    }

    /** Notes that the path is missing. */
    public static void requirePath(Values settings, String advice) {
        Path unused = settings.find(PATH, advice);
    }

    /** Notes that the copy of a file is the file itself, or that there is no file. */
    public static void check(Values settings) {
        Path path = settings.find(PATH);
        if (path != null && path.equals(settings.find(LAST_GOOD))) {
            settings.problem(LAST_GOOD, "is the file itself; name another one");
        }
        if (!settings.gives(PATH)) {
            settings.problem(LAST_GOOD, "is a copy of a file, and there is no path; give it, or remove this");
        }
    }

    /** Notes that there is to be no file. */
    public static void refuseAll(Values settings, String why) {
        settings.problem(PATH, why);
        settings.problem(LAST_GOOD, why);
        settings.problem(RELOAD, why);
    }

    /** Notes that the copy of a directory's file is among the files of others, which then had each other's users. */
    public static void refuseCopyAmong(List<Path> others, Values settings) {
        Path copy = settings.find(LAST_GOOD);
        if (copy != null && others.contains(copy)) {
            settings.problem(LAST_GOOD, "is a file of another directory; name another one");
        }
    }

    /** The file and its copy. */
    public static List<Path> files(Values settings) {
        return Stream.of(settings.find(PATH), settings.find(LAST_GOOD))
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
