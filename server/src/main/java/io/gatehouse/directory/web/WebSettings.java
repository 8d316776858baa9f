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
    public WebSettings {
        if (poolSize < 1 || maxBytes < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("pool_size, timeout and the size of an answer must be positive");
        }
    }
}
