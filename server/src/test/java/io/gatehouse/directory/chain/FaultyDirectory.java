package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Versions;
import io.gatehouse.policy.Answer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A directory far away that knows nobody, and has every fault that a directory can have. */
final class FaultyDirectory implements Directory {
    private static final Duration AWAY = Duration.ofMillis(2);

    /** What is wrong with it. */
    enum Fault {
        NONE,
        /** It never answers. */
        HANGS,
        /** It says that it cannot tell. */
        FAILS,
        /** It ends without an answer. */
        EMPTY,
        /** It answers that it knows nobody, and then that it knows everybody. */
        TWICE,
        /** It throws where it should begin to look somebody up. */
        THROWS,
        /** It throws where it should only say how it would look somebody up. */
        THROWS_BEFORE,
        /** It answers, and has changed each time that it did. */
        CHANGES,
        /** It begins with nothing at all. */
        STARTS_NOTHING
    }

    private volatile Fault fault = Fault.NONE;

    void is(Fault now) {
        fault = now;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public String type() {
        return "faulty";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public Lookup lookup(AuthorizationRequest login) {
        Fault now = fault;
        if (now == Fault.THROWS_BEFORE) {
            throw new IllegalStateException("a bug");
        }
        long version = now == Fault.CHANGES ? Versions.next() : 0;
        return new Lookup() {
            @Override
            public long version() {
                return version;
            }

            @Override
            public Kind kind() {
                return Kind.REMOTE;
            }

            @Override
            @SuppressWarnings("NullAway") // it is what a faulty directory does
            public Answer<LookupResult> start(LookupTerms terms) {
                return FaultyDirectory.start(now);
            }
        };
    }

    private static @Nullable Answer<LookupResult> start(Fault now) {
        Mono<LookupResult> nobody = Mono.delay(AWAY).map(passed -> NotMine.NOT_MINE);
        return switch (now) {
            case HANGS -> new Answer.Pending<>(Mono.never());
            case FAILS -> new Answer.Pending<>(nobody.then(Mono.error(new IllegalStateException("down"))));
            case EMPTY -> new Answer.Pending<>(nobody.then(Mono.empty()));
            case TWICE ->
                new Answer.Pending<>(Mono.fromDirect(nobody.concatWith(Flux.just(ScriptedDirectory.found("everybody")))
                        .hide()));
            case THROWS -> throw new IllegalStateException("a bug");
            case STARTS_NOTHING -> null;
            default -> new Answer.Pending<>(nobody);
        };
    }

    @Override
    public void close() {}
}
