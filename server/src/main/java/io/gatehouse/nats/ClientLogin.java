package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a client.
 *
 * @param sentinel operator mode: credentials of the AUTH account; null for none
 */
public record ClientLogin(
        String user, Secret password, @Nullable CredsFile sentinel) {}
