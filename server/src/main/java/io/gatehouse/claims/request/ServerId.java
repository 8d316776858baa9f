package io.gatehouse.claims.request;

import io.gatehouse.crypto.Nkey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nats-server that asks ({@code nats.server_id}). */
public record ServerId(
        String name,
        String host,
        Nkey id,
        String version,
        String cluster,
        List<String> tags,
        @Nullable Nkey xkey) {}
