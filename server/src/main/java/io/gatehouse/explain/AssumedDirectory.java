package io.gatehouse.explain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import java.util.Set;

/** Finds one identity, whatever the login brings: nobody is looked up. */
record AssumedDirectory(Identity identity) implements Directory {
    @Override
    public String name() {
        return identity.directory();
    }

    @Override
    public String type() {
        return "assumed";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of();
    }

    @Override
    public Lookup lookup(AuthorizationRequest login) {
        return new Known(identity);
    }

    @Override
    public void close() {}

    private record Known(Identity identity) implements Lookup {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return new Answer.Ready<>(new LookupResult.Found(identity));
        }
    }
}
