package io.gatehouse.directory.token;

import io.gatehouse.directory.watch.WatchSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens are, and how clients bring them.
 *
 * @param file the tokens.json
 * @param user the user name beside which a password is looked at; null for any
 */
public record TokenDirectorySettings(
        WatchSettings file, @Nullable String user) {}
