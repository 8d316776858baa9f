package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import java.util.Set;

/**
 * Tells the same of everybody who brings a user name and a password, immediately: to warm up with, and to measure with.
 *
 * @param answer what it tells
 */
public record FixedDirectory(LookupResult answer) implements Directory, Lookup {
    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public String type() {
        return "fixed";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public Lookup lookup(AuthorizationRequest login) {
        return this;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        return new Answer.Ready<>(answer);
    }

    /** It holds nothing. */
    @Override
    public void close() {}
}
