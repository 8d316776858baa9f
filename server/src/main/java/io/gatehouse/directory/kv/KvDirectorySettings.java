package io.gatehouse.directory.kv;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;

/**
 * Where a bucket is.
 *
 * @param name what the directory is called
 * @param nats how its account is connected to
 * @param form the form that the names in it have
 */
public record KvDirectorySettings(String name, String bucket, NatsSettings nats, NameForm form) {
    public KvDirectorySettings {
        KvDirectoryType.BUCKET.require(bucket);
    }

    /** The same bucket over another connection. */
    public KvDirectorySettings over(NatsSettings connection) {
        return new KvDirectorySettings(name, bucket, connection, form);
    }

    KvNames names() {
        return new KvNames(bucket);
    }
}
