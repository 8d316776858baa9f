package io.gatehouse.testkit;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A directory in front of another, which breaks the contract of a directory in every way that there is. */
public final class FaultyDirectory implements Directory {
    /** How it breaks the contract. */
    public enum Misbehavior {
        /** Not at all: the other directory answers. */
        NONE,
        /** It never answers. */
        HANGS,
        /** It fails. */
        FAILS,
        /** It ends without an answer. */
        EMPTY,
        /** It answers as the other does, and then that it knows everybody. */
        TWICE,
        /** It throws where it should begin a lookup. */
        THROWS,
        /** It throws where it should only say how a login is looked up. */
        THROWS_BEFORE,
        /** It answers as the other does, and has changed each time. */
        CHANGES,
        /** It begins a lookup and returns null. */
        STARTS_NOTHING
    }

    private final Directory other;
    private volatile Misbehavior now = Misbehavior.NONE;

    public FaultyDirectory(Directory other) {
        this.other = other;
    }

    /** From the next lookup on. */
    public void misbehave(Misbehavior how) {
        now = how;
    }

    @Override
    public String name() {
        return other.name();
    }

    @Override
    public String type() {
        return other.type();
    }

    @Override
    public Set<LoginPart> reads() {
        return other.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        Misbehavior how = now;
        if (how == Misbehavior.THROWS_BEFORE) {
            throw new IllegalStateException("a bug");
        }
        Lookup lookup = other.lookup(login);
        return lookup == null || how == Misbehavior.NONE ? lookup : new FaultyLookup(lookup, how);
    }

    @Override
    public Backend backend() {
        return other.backend();
    }

    @Override
    public Mono<Void> probe() {
        return other.probe();
    }

    @Override
    public void close() {
        other.close();
    }

    /** A lookup of the other directory, and what is wrong with it. */
    private record FaultyLookup(Lookup other, Misbehavior how, long version) implements Lookup {
        FaultyLookup(Lookup other, Misbehavior how) {
            this(other, how, how == Misbehavior.CHANGES ? System.nanoTime() : other.version());
        }

        @Override
        public Kind kind() {
            return other.kind();
        }

        @Override
        @SuppressWarnings("NullAway") // is what it is for
        public Answer<LookupResult> start(LookupTerms terms) {
            return switch (how) {
                case HANGS -> new Answer.Pending<>(Mono.never());
                case FAILS -> new Answer.Pending<>(right(terms).then(Mono.error(new IllegalStateException("down"))));
                case EMPTY -> new Answer.Pending<>(right(terms).then(Mono.empty()));
                case TWICE ->
                    new Answer.Pending<>(Mono.fromDirect(
                            right(terms).concatWith(Flux.just(everybody())).hide()));
                case THROWS -> throw new IllegalStateException("a bug");
                case STARTS_NOTHING -> null;
                default -> other.start(terms);
            };
        }

        private Mono<LookupResult> right(LookupTerms terms) {
            return other.start(terms).mono();
        }

        private static LookupResult everybody() {
            return new LookupResult.Found(Identity.of("faulty", Entitlement.plain("everybody", "APP")));
        }
    }
}
