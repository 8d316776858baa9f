package io.gatehouse.cli.explain;

import io.gatehouse.explain.AssumedIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give an identity in the place of credentials. */
final class AssumedOptions {
    @Option(
            names = "--as",
            paramLabel = "NAME",
            order = 20,
            description = "Assumes an identity of this name, and asks no directory. It has no permissions of its own.")
    private @Nullable String name;

    @Option(
            names = "--groups",
            paramLabel = "GROUP",
            split = ",",
            order = 21,
            description = "The groups of that identity, separated by commas. May be repeated.")
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

    /** The identity. */
    AssumedIdentity identity() {
        if (name == null) {
            throw new IllegalArgumentException(
                    "--groups, --attribute and --directory are of an identity: give its name with --as");
        }
        return new AssumedIdentity(name, groups, attributes, directory);
    }
}
