package io.gatehouse.directory.bucket;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;

/**
 * Where a bucket is.
 *
 * @param name what the directory is called
 * @param nats how its account is connected to
 * @param form the form that the names in it have
 */
public record BucketSettings(String name, String bucket, NatsSettings nats, NameForm form) {
    public BucketSettings {
        BucketKeys.BUCKET.require(bucket);
    }

    /** The same bucket over another connection. */
    public BucketSettings over(NatsSettings connection) {
        return new BucketSettings(name, bucket, connection, form);
    }

    KvNames names() {
        return new KvNames(bucket);
    }
}
