package io.gatehouse.directory;

import io.gatehouse.claims.request.AuthorizationRequest;
import java.util.Set;

/** A remote directory that asks by user name, and is the lookup of every login itself: what it answers is left to a test. */
public interface OwnLookup extends Directory, Lookup {
    @Override
    default String name() {
        return "remote";
    }

    @Override
    default String type() {
        return "remote";
    }

    @Override
    default Set<LoginPart> reads() {
        return Set.of(LoginPart.USER);
    }

    @Override
    default Lookup lookup(AuthorizationRequest request) {
        return this;
    }

    @Override
    default long version() {
        return 1;
    }

    @Override
    default Kind kind() {
        return Kind.REMOTE;
    }
}
