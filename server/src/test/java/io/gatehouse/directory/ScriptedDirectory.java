package io.gatehouse.directory;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.passwords.CheckTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.UserLimits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A directory that does what a test says, and remembers what it was asked. */
public final class ScriptedDirectory implements Directory {
    public static final Policy POLICY =
            new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
    public static final LookupResult WRONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS);

    private final List<Asked> asked = new ArrayList<>();
    private final Lookup.Kind kind;
    private final Set<LoginPart> parts;
    private final @Nullable Function<AuthorizationRequest, LookupResult> script;
    private final AtomicLong version = new AtomicLong();
    private volatile boolean proving;
    private volatile boolean busy;
    private volatile ToDoubleFunction<String> hashesPerSecond = user -> 0;

    private ScriptedDirectory(
            Lookup.Kind kind, Set<LoginPart> parts, @Nullable Function<AuthorizationRequest, LookupResult> script) {
        this.kind = kind;
        this.parts = parts;
        this.script = script;
    }

    /** One that answers at once: the password is "right", or it is not. */
    public static ScriptedDirectory quick() {
        return answering(request -> "right".equals(request.connect().password())
                ? found(String.valueOf(request.connect().user()))
                : WRONG);
    }

    public static ScriptedDirectory answering(Function<AuthorizationRequest, LookupResult> script) {
        return new ScriptedDirectory(Lookup.Kind.MEMORY, Set.of(LoginPart.USER, LoginPart.PASSWORD), script);
    }

    /** One that answers when the test does. */
    public static ScriptedDirectory slow(Lookup.Kind kind) {
        return new ScriptedDirectory(kind, Set.of(LoginPart.USER, LoginPart.PASSWORD), null);
    }

    public ScriptedDirectory reading(LoginPart... these) {
        return new ScriptedDirectory(kind, Set.of(these), script);
    }

    /** The same, where an unchanged version proves that a credential still is right. */
    public ScriptedDirectory provingByVersion() {
        proving = true;
        return this;
    }

    /** How many hashes like a user's can be computed in a second. */
    public ScriptedDirectory hashing(ToDoubleFunction<String> perSecond) {
        hashesPerSecond = perSecond;
        return this;
    }

    /** Whether a hash would have to wait. */
    public void busy(boolean now) {
        busy = now;
    }

    /** Everything changes. */
    public void reload() {
        long unused = version.incrementAndGet();
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The lookup that was started as the {@code n}th, from 0 on. */
    public synchronized Asked asked(int n) {
        return asked.get(n);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public Set<LoginPart> reads() {
        return parts;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest request) {
        boolean nothing = request.connect().user() == null
                && request.connect().token() == null
                && request.connect().nkey() == null;
        return nothing ? null : new Scripted(version.get(), request);
    }

    @Override
    public void close() {}

    private Answer<LookupResult> start(AuthorizationRequest request, LookupTerms terms) {
        Asked lookup = new Asked(request, terms);
        synchronized (this) {
            asked.add(lookup);
        }
        return script == null
                ? new Answer.Pending<>(Mono.fromFuture(lookup.answer, true).doOnCancel(() -> lookup.abandoned = true))
                : new Answer.Ready<>(script.apply(request));
    }

    public static LookupResult.Found found(String user) {
        return new LookupResult.Found(Identity.of("scripted", entitlement(user, UserLimits.NONE)));
    }

    public static Entitlement entitlement(String user, UserLimits limits) {
        return Entitlements.alice().name(user).account("APP").limits(limits).build();
    }

    private final class Scripted implements Lookup {
        private final long asOf;
        private final AuthorizationRequest request;

        Scripted(long asOf, AuthorizationRequest request) {
            this.asOf = asOf;
            this.request = request;
        }

        @Override
        public long version() {
            return asOf;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public double hashesPerSecond() {
            return hashesPerSecond.applyAsDouble(
                    String.valueOf(request.connect().user()));
        }

        @Override
        public boolean isProvenByVersion() {
            return proving && busy;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return ScriptedDirectory.this.start(request, terms);
        }
    }

    /** A lookup that was started. */
    public static final class Asked {
        private final AuthorizationRequest request;
        private final CompletableFuture<LookupResult> answer = new CompletableFuture<>();
        private final LookupTerms terms;
        private final CheckTerms check;
        private volatile boolean abandoned;

        Asked(AuthorizationRequest request, LookupTerms terms) {
            this.request = request;
            this.terms = terms;
            this.check = terms.check();
        }

        /** On what terms a password would be checked for it. */
        public CheckTerms check() {
            return check;
        }

        /** Whether it was said that the credential was right here before. */
        public boolean isKnownGood() {
            return terms.isKnownGood();
        }

        /** Whether nobody waits any more. */
        public boolean abandoned() {
            return abandoned;
        }

        public void answer(LookupResult result) {
            answer.complete(result);
        }

        public void answerNothing() {
            answer.complete(null);
        }

        public void fail(Throwable error) {
            answer.completeExceptionally(error);
        }

        public long deadline() {
            return terms.deadline();
        }

        public @Nullable String password() {
            return request.connect().password();
        }
    }
}
