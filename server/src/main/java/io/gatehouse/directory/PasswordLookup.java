package io.gatehouse.directory;

import io.gatehouse.passwords.PasswordCheck;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A lookup that compares a password with a stored one. */
public interface PasswordLookup extends Lookup {
    PasswordHash hash();

    PasswordChecks checks();

    @Override
    default Kind kind() {
        return hash().slow() ? Kind.HASHING : Kind.MEMORY;
    }

    @Override
    default double hashesPerSecond() {
        return hash().slow() ? checks().perSecond(hash()) : 0;
    }

    /** Compares, and tells what comes of it by whether the password is right. */
    default Answer<LookupResult> compare(String password, LookupTerms terms, Function<Boolean, LookupResult> result) {
        if (!hash().slow()) {
            return new Answer.Ready<>(result.apply(hash().matches(password)));
        }
        PasswordCheck check = checks().begin(hash(), password, terms.check());
        terms.onExtend(until -> {
            // One that has ended already needs no more time.
            boolean unused = check.extend(until);
        });
        return new Answer.Pending<>(Mono.fromFuture(check.result(), true).map(result));
    }
}
