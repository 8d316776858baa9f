package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.UndecidedException;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A chain of one directory, whose answers are publishers whether they are there or not. */
public final class Chained {
    final DirectoryChain chain;

    /** One where who is unknown costs the check of a password. */
    public static Chained withDecoy(Directory directory, LookupSettings settings, PasswordChecks checks) {
        return new Chained(new ChainBuilder(settings, LookupRecorder.NONE)
                .add(Match.ALL, directory)
                .addDecoy(checks)
                .build());
    }

    public Chained(DirectoryChain chain) {
        this.chain = chain;
    }

    public Chained(Directory directory, LookupSettings settings, LookupRecorder recorder) {
        this(directory, settings, recorder, System::nanoTime, Schedulers.parallel());
    }

    /** One where time passes by the clock alone: no lookup is given up because a test takes long. */
    public Chained(Directory directory, LookupSettings settings, LookupRecorder recorder, LongSupplier clock) {
        this(directory, settings, recorder, clock, VirtualTimeScheduler.create());
    }

    public Chained(
            Directory directory,
            LookupSettings settings,
            LookupRecorder recorder,
            LongSupplier clock,
            Scheduler timer) {
        this(new ChainBuilder(settings, recorder, clock, timer)
                .add(Match.ALL, directory)
                .build());
    }

    public Mono<LookupResult> find(AuthorizationRequest login, long deadline) {
        try {
            return chain.find(login, deadline).mono().map(ChainResult::result);
        } catch (UndecidedException e) {
            return Mono.error(e);
        }
    }

    int underWay() {
        return chain.underWay();
    }
}
