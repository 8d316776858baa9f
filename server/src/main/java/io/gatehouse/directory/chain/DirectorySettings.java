package io.gatehouse.directory.chain;

import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory as it is configured.
 *
 * @param names what the names are like that it gives
 * @param match the logins that it is asked about
 * @param cache what is remembered of its answers
 * @param guard what stands before its backend
 * @param values what its type reads
 */
public record DirectorySettings(
        String name,
        DirectoryType type,
        NameSettings names,
        Match match,
        CacheSettings cache,
        GuardSettings guard,
        Values values) {
    /** Makes and starts it. */
    public Directory create(DirectoryContext context) {
        return type.create(name, values, context);
    }

    /**
     * What its answers follow from, beside its name and its type: two directories in which this is the same ask the same about the same
     * login, and understand the answer in the same way. Without secrets, but for a password within a
     * URL.
     */
    public String meaning() {
        return names.form() + "\n" + String.join("\n", values.written(type.keys()));
    }

    /** What an operator should know of what is configured for it. */
    public List<String> warnings() {
        return type.warnings(name, values);
    }

    /** Why it does not tell which of its users change, for operators; empty where it does. */
    public String unseenChanges() {
        return type.unseenChanges(values);
    }

    /** Whether it can be asked about a user without the user's credential. */
    public boolean isPollable() {
        return type.isPollable(values);
    }

    /** The files by which anyone who can write them decides who gets in. */
    public List<Path> decisiveFiles() {
        return type.decisiveFiles(values);
    }
}
