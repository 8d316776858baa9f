package io.gatehouse.directory.nkey;

import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import org.jspecify.annotations.Nullable;

/**
 * Where public nkeys are.
 *
 * @param name what the directory is called
 * @param keys the users of the configuration
 * @param file the users of a file; null where there is none
 * @param form of the names of the users in the file
 */
public record NkeyDirectorySettings(
        String name, UsersFile keys, @Nullable WatchSettings file, NameForm form) {}
