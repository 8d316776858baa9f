package io.gatehouse.directory.token;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.bucket.BucketDirectory;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.RecordListener;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.passwords.ApiToken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory of a bucket of API tokens, each under its id; with the answers of {@link TokenDirectory}. */
public final class TokenBucketDirectory extends BucketDirectory {
    private final TokenPart part;

    private TokenBucketDirectory(BucketSettings settings, TokenPart part, DirectoryContext context) {
        super(settings, RecordKind.TOKENS, RecordListener.NONE, context);
        this.part = part;
    }

    /**
     * Begins to connect and to follow the bucket; returns at once.
     *
     * @param user the user name beside which a password is looked at; null for any
     */
    public static TokenBucketDirectory open(BucketSettings settings, @Nullable String user, DirectoryContext context) {
        TokenBucketDirectory directory = new TokenBucketDirectory(settings, new TokenPart(user), context);
        directory.start();
        return directory;
    }

    @Override
    public String type() {
        return TokenDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return part.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String text = part.of(login.connect());
        if (text == null) {
            return null;
        }
        String id = ApiToken.idIn(text);
        if (id == null) {
            return damaged(text);
        }
        KvEntry entry = find(id);
        return entry == null ? unknown(id, text) : known(entry, record -> lookup(record, text));
    }

    private @Nullable Lookup unknown(String id, String text) {
        LookupResult missing = ApiToken.isWhole(text) ? NotMine.NOT_MINE : TokenLookup.DAMAGED;
        return unknown(id, record -> lookup(record, text), () -> damaged(text), missing);
    }

    private Lookup lookup(FileUser record, String text) {
        return new TokenLookup(name(), record, text);
    }

    /** The lookup of what is no token as it was made; null for one that is. */
    private @Nullable Lookup damaged(String text) {
        return ApiToken.isWhole(text) ? null : new TokenLookup(name(), null, text);
    }
}
