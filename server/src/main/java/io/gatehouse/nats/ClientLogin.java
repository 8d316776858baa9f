package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a client brings to log in with.
 *
 * @param sentinel operator mode: credentials of the AUTH account; null for none
 */
public record ClientLogin(
        String user, Secret password, @Nullable CredsFile sentinel) {}
