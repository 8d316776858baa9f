package io.gatehouse.directory.web;

import io.gatehouse.tls.TlsSettings;
import java.time.Duration;

/**
 * How the backends of one directory are spoken to.
 *
 * @param name what the directory is called
 * @param section where the configuration tells of it, for messages
 * @param poolSize how many connections to each server there may be
 * @param timeout how long an answer may take, where less is not left
 * @param maxBytes how large an answer's body may be
 */
public record WebSettings(String name, String section, TlsSettings tls, int poolSize, Duration timeout, int maxBytes) {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    public WebSettings {
        if (poolSize < 1 || maxBytes < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("pool_size, timeout and the size of an answer must be positive");
        }
    }

    /** How long it may take to connect, and how long to agree on TLS: places are held by that, though nobody waits any more. */
    Duration connectTimeout() {
        return timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
    }
}
