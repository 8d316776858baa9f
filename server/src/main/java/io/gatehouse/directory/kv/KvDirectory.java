package io.gatehouse.directory.kv;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.bucket.BucketDirectory;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.RecordListener;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.UserLookup;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory of a bucket of users, by user name and password. */
public final class KvDirectory extends BucketDirectory {
    private static final Set<LoginPart> READS = Set.of(LoginPart.USER, LoginPart.PASSWORD);

    private final PasswordChecks checks;

    private KvDirectory(BucketSettings settings, DirectoryContext context) {
        super(settings, RecordKind.USERS, RecordListener.NONE, context);
        this.checks = context.passwords();
    }

    /** Begins to connect and to follow the bucket; returns at once. */
    public static KvDirectory open(BucketSettings settings, DirectoryContext context) {
        KvDirectory directory = new KvDirectory(settings, context);
        directory.start();
        return directory;
    }

    @Override
    public String type() {
        return KvDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return READS;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String name = login.connect().user();
        String password = login.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return null;
        }
        KvEntry entry = find(name);
        return entry == null ? unknown(name, password) : known(entry, user -> lookup(user, password));
    }

    private @Nullable Lookup unknown(String name, String password) {
        return unknown(
                name,
                user -> lookup(user, password),
                () -> hasInOtherForm(name) ? lookup(null, password) : null,
                NotMine.NOT_MINE);
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return commonPassword();
    }

    private Lookup lookup(@Nullable FileUser user, String password) {
        return UserLookup.of(name(), user, decoy(), password, version(), checks);
    }
}
