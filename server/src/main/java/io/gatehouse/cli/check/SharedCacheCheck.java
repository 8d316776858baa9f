package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.shared.SharedCache;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.service.GatehouseSettings;

/** Checks the bucket of the shared cache: whether it can be read and written, and whether something removes what is in it. */
final class SharedCacheCheck {
    private SharedCacheCheck() {}

    static void run(GatehouseSettings settings, Findings findings) throws InterruptedException {
        SharedCacheSettings shared = settings.shared();
        if (shared == null) {
            return;
        }
        String name = "shared cache, bucket " + shared.bucket() + ": ";
        try {
            tell(name, BucketValues.verify(shared.nats(), shared.bucket(), SharedCache.trial()), findings);
        } catch (KvException e) {
            findings.fail(name + e.getMessage(), "docs/guides/shared-cache.md has the bucket and the permissions");
        }
    }

    private static void tell(String name, BucketValues bucket, Findings findings) {
        boolean removed = bucket.takesTimeToLive() || !bucket.maxAge().isZero();
        if (!removed) {
            findings.warn(
                    name + "nothing removes what is over, so that it grows with every credential",
                    "give it a maximum age, as with: nats kv edit --ttl 10m");
        }
        if (bucket.history() != 1) {
            findings.warn(
                    name + "keeps more than the last value of a key, which nobody reads",
                    "make it with: nats kv add --history 1");
        }
        String clock = bucket.clockWarning();
        if (clock != null) {
            findings.warn(name + clock, "keep the clocks of all machines alike, as by NTP");
        }
        findings.ok(name + "can be read and written");
    }
}
