package io.gatehouse.cli.explain;

import io.gatehouse.policy.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give an identity in the place of credentials. */
final class AssumedOptions {
    @Option(
            names = "--as",
            paramLabel = "NAME",
            order = 20,
            description =
                    "An identity of this name is assumed, and no directory is asked. It states no rights of its own.")
    private @Nullable String name;

    @Option(
            names = "--groups",
            paramLabel = "GROUP",
            split = ",",
            order = 21,
            description = "The groups of that identity. May be repeated.")
    private List<String> groups = List.of();

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            order = 22,
            description = "An attribute of that identity. May be repeated, also for several values of one.")
    private List<String> attributes = List.of();

    @Option(
            names = "--directory",
            paramLabel = "NAME",
            order = 23,
            description = "The directory that has found it. May be left out where there is only one.")
    private @Nullable String directory;

    boolean areGiven() {
        return name != null || !groups.isEmpty() || !attributes.isEmpty() || directory != null;
    }

    /**
     * The identity.
     *
     * @param directories the names of the directories that there are
     * @throws IllegalArgumentException when an option cannot be meant
     */
    Identity identity(List<String> directories) {
        if (name == null) {
            throw new IllegalArgumentException(
                    "--groups, --attribute and --directory are of an identity: give its name with --as");
        }
        return new Identity(directory(directories), name, attributes(), Set.copyOf(groups), null);
    }

    private String directory(List<String> directories) {
        if (directory == null && directories.size() == 1) {
            return directories.get(0);
        }
        if (directory == null || !directories.contains(directory)) {
            throw new IllegalArgumentException("--as: say with --directory which directory has found the identity: "
                    + String.join(", ", directories));
        }
        return directory;
    }

    private Map<String, List<String>> attributes() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String pair : attributes) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--attribute needs a name and a value, as in --attribute team=blue");
            }
            all.merge(
                    pair.substring(0, equals),
                    List.of(pair.substring(equals + 1)),
                    (before, more) ->
                            Stream.concat(before.stream(), more.stream()).toList());
        }
        return all;
    }
}
