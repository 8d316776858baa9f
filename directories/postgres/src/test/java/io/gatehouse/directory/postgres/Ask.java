package io.gatehouse.directory.postgres;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Looks logins up, and waits for the answers. */
final class Ask {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Ask() {}

    static LookupResult of(Directory directory, TestLogin login) {
        Mono<LookupResult> answer = begin(directory, login, PATIENCE);
        return Objects.requireNonNull(answer.block(PATIENCE.multipliedBy(2)));
    }

    /** Who is found. */
    static Identity found(Directory directory, TestLogin login) {
        return ((LookupResult.Found) of(directory, login)).identity();
    }

    /** Begins to look up; not mine where the directory takes no such login. */
    static Mono<LookupResult> begin(Directory directory, TestLogin login, Duration limit) {
        Lookup lookup = directory.lookup(login.request());
        if (lookup == null) {
            return Mono.just(LookupResult.NotMine.NOT_MINE);
        }
        Answer<LookupResult> answer = lookup.start(LookupTerms.until(System.nanoTime() + limit.toNanos()));
        return answer.mono();
    }

    /** Probes until a probe ends in time: on a busy machine, one that makes a new connection may not. */
    static void probe(Directory directory) {
        Mono.defer(directory::probe)
                .retryWhen(Retry.indefinitely().filter(Ask::isLate))
                .block(PATIENCE);
    }

    private static boolean isLate(Throwable error) {
        return error instanceof DatabaseException
                && String.valueOf(error.getMessage()).endsWith("it does not answer in time");
    }

    static long version(Directory directory, TestLogin login) {
        return Objects.requireNonNull(directory.lookup(login.request())).version();
    }
}
