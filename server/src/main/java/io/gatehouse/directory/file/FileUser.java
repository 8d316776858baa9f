package io.gatehouse.directory.file;

import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.policy.Entitlement;
import org.jspecify.annotations.Nullable;

/**
 * A user of the file.
 *
 * @param password null when the user cannot log in with a password
 */
record FileUser(Entitlement entitlement, @Nullable PasswordHash password) {}
