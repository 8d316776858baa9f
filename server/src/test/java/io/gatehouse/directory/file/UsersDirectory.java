package io.gatehouse.directory.file;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHash;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The users of a file that is never read again, for tests. */
record UsersDirectory(FileState state) implements Directory {
    /** Where passwords are checked; its threads end when they are idle. */
    private static final PasswordChecks CHECKS =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    /** Opens a directory whose users nobody reviews. */
    static FileDirectory open(FileDirectorySettings settings, ReloadRecorder recorder) {
        return FileDirectory.open(settings, CHECKS, users -> List.of(), recorder);
    }

    /** Asks a directory that stands alone. */
    static Mono<LookupResult> find(Directory directory, AuthorizationRequest login, long deadline) {
        Lookup lookup = directory.lookup(login);
        return lookup == null
                ? Mono.just(LookupResult.NotMine.NOT_MINE)
                : lookup.start(LookupTerms.until(deadline)).mono();
    }

    @Override
    public String name() {
        return "users";
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        return state.lookup(login);
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return state.users().decoy();
    }

    @Override
    public void close() {}
}
