package io.gatehouse.directory.kv;

import io.gatehouse.nats.NatsSettings;

/**
 * Where a bucket is.
 *
 * @param name what the directory is called
 * @param nats how its account is connected to
 */
public record KvDirectorySettings(String name, String bucket, NatsSettings nats) {
    public KvDirectorySettings {
        KvDirectoryType.BUCKET.require(bucket);
    }

    KvNames names() {
        return new KvNames(bucket);
    }
}
