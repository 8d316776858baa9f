package io.gatehouse.directory.nkey;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.bucket.BucketDirectory;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.nats.RepeatedLines;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the public nkeys in a bucket of users. A bucket has its records by their names and cannot be asked for a key: until
 * it was read as a whole, a key that is known may be another's as well, and nothing is decided. Later, while the bucket cannot be
 * read, that is so of keys that are not known alone.
 */
public final class NkeyBucketDirectory extends BucketDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(NkeyBucketDirectory.class);

    private final NkeyIndex index;
    private final RecentKeys recent;

    private NkeyBucketDirectory(BucketSettings settings, NkeyIndex index, DirectoryContext context) {
        super(settings, RecordKind.USERS, index, context);
        this.index = index;
        this.recent = new RecentKeys(settings.name());
    }

    /** Begins to connect and to follow the bucket; returns at once. */
    public static NkeyBucketDirectory open(BucketSettings settings, DirectoryContext context) {
        RepeatedLines lines = new RepeatedLines(LOG, System::nanoTime);
        String where = settings.name() + ": bucket " + settings.bucket() + ": ";
        NkeyIndex index = new NkeyIndex(warning -> lines.warn(where + warning));
        NkeyBucketDirectory directory = new NkeyBucketDirectory(settings, index, context);
        directory.start();
        return directory;
    }

    @Override
    public String type() {
        return NkeyDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return NkeyDirectory.READS;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String key = login.connect().nkey();
        NonceSignature signature = key == null ? null : NonceSignature.of(login);
        if (key == null || signature == null) {
            return null;
        }
        Lookup lookup = lookup(key, signature);
        return lookup == null || login.connect().isSentinelsNkey() ? null : lookup;
    }

    private @Nullable Lookup lookup(String key, NonceSignature signature) {
        // Before the look at whose key it is: what becomes known in between is not taken for unknown.
        String unread = whyNotWhole();
        if (unread != null && !wasRead()) {
            return undecided("whose nkeys are in " + bucket() + " is not known yet: " + unread);
        }
        NkeyOwners owners = index.owners(key);
        if (owners != null && owners.areSeveral()) {
            return undecided(owners.sharing(key).words());
        }
        KvEntry entry = owners == null ? null : find(owners.first());
        if (entry == null) {
            return unread == null ? null : undecided("not every nkey of " + bucket() + " is known: " + unread);
        }
        return known(entry, user -> {
            RegisteredKey registered = registered(key, user);
            return registered == null
                    ? undecided("the user whose nkey it was has just got another")
                    : new NkeyLookup(recent, registered, signature);
        });
    }

    /** The key as the record has it, which may be another by now. */
    private static @Nullable RegisteredKey registered(String key, FileUser user) {
        for (Nkey nkey : user.nkeys()) {
            if (nkey.text().equals(key)) {
                return new RegisteredKey(nkey, user);
            }
        }
        return null;
    }
}
