package io.gatehouse.directory.shared;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.cache.CredentialParts;
import org.jspecify.annotations.Nullable;

/** What one directory has in the bucket under one secret: nothing of it can be found, opened or written under another one. */
final class SharedSpace {
    private final SharedSeal seal;
    private final SharedNames names;

    /** @param meaning of the directory's configuration */
    SharedSpace(SharedSeal seal, Directory directory, String meaning) {
        this.seal = seal;
        this.names = new SharedNames(seal.values(), directory, meaning);
    }

    SharedSeal seal() {
        return seal;
    }

    /** The name of what is known of a credential: another reader or writer of the bucket cannot tell which is whose. */
    byte[] name(CredentialParts parts, AuthorizationRequest login) {
        return names.of(seal.keys().of(0, parts, login));
    }

    /** The name of when a user has changed; null for everybody. */
    byte[] ofChange(@Nullable String user) {
        return names.ofChange(user);
    }

    byte @Nullable [] open(BucketValues values, byte[] name, byte[] sealed) {
        return seal.values().open(name, names.context(values), sealed);
    }

    byte[] seal(BucketValues values, byte[] name, byte[] plain) {
        return seal.values().seal(name, names.context(values), plain);
    }
}
