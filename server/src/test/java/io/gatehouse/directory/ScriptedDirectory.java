package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.Limits;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Accounts;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A directory that does what a test says, and remembers what it was asked. */
final class ScriptedDirectory implements StatefulDirectory {
    static final Policy POLICY = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
    static final LookupResult WRONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS);

    private final List<Asked> asked = new ArrayList<>();
    private final Effort effort;
    private final Set<CredentialPart> parts;
    private final @Nullable Function<AuthorizationRequest, LookupResult> script;
    private volatile long generation = Generations.next();
    private volatile boolean proving;
    private volatile boolean busy;
    private volatile ToDoubleFunction<String> hashesPerSecond = user -> 0;

    private ScriptedDirectory(
            Effort effort, Set<CredentialPart> parts, @Nullable Function<AuthorizationRequest, LookupResult> script) {
        this.effort = effort;
        this.parts = parts;
        this.script = script;
    }

    /** One that answers at once: the password is "right", or it is not. */
    static ScriptedDirectory quick() {
        return answering(request -> "right".equals(request.connect().password())
                ? found(String.valueOf(request.connect().user()))
                : WRONG);
    }

    static ScriptedDirectory answering(Function<AuthorizationRequest, LookupResult> script) {
        return new ScriptedDirectory(Effort.MEMORY, Set.of(CredentialPart.USER, CredentialPart.PASSWORD), script);
    }

    /** One that answers when the test does. */
    static ScriptedDirectory slow(Effort effort) {
        return new ScriptedDirectory(effort, Set.of(CredentialPart.USER, CredentialPart.PASSWORD), null);
    }

    ScriptedDirectory lookingAt(CredentialPart... these) {
        return new ScriptedDirectory(effort, Set.of(these), script);
    }

    /** The same, where an unchanged generation proves that a credential still is right. */
    ScriptedDirectory provingByGeneration() {
        proving = true;
        return this;
    }

    /** How many hashes like a user's can be computed in a second. */
    ScriptedDirectory hashing(ToDoubleFunction<String> perSecond) {
        hashesPerSecond = perSecond;
        return this;
    }

    /** Whether a hash would have to wait. */
    void busy(boolean now) {
        busy = now;
    }

    @Override
    public HashingCapacity hashingCapacity() {
        return () -> busy;
    }

    /** Everything changes. */
    void reload() {
        generation = Generations.next();
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The question that was asked as the {@code n}th, from 0 on. */
    synchronized Asked asked(int n) {
        return asked.get(n);
    }

    @Override
    public DirectoryState state() {
        long now = generation;
        return new DirectoryState() {
            @Override
            public Set<CredentialPart> looksAt() {
                return parts;
            }

            @Override
            public boolean generationIsProof() {
                return proving;
            }

            @Override
            public @Nullable Question question(AuthorizationRequest request) {
                boolean nothing = request.connect().user() == null
                        && request.connect().token() == null
                        && request.connect().nkey() == null;
                return nothing ? null : new Scripted(now, request);
            }
        };
    }

    private synchronized Asked ask(AuthorizationRequest request, Asking asking) {
        Asked question = new Asked(request, asking);
        asked.add(question);
        if (script != null) {
            question.answer(script.apply(request));
        }
        return question;
    }

    static LookupResult.Found found(String user) {
        return new LookupResult.Found(Identity.of("scripted", entitlement(user, Limits.NONE)));
    }

    static Entitlement entitlement(String user, Limits limits) {
        return Entitlements.alice().name(user).account("APP").limits(limits).build();
    }

    private final class Scripted implements Question {
        private final long asOf;
        private final AuthorizationRequest request;

        Scripted(long asOf, AuthorizationRequest request) {
            this.asOf = asOf;
            this.request = request;
        }

        @Override
        public long generation() {
            return asOf;
        }

        @Override
        public Effort effort() {
            return effort;
        }

        @Override
        public double hashesPerSecond() {
            return hashesPerSecond.applyAsDouble(
                    String.valueOf(request.connect().user()));
        }

        @Override
        public Inquiry ask(Asking asking) {
            return ScriptedDirectory.this.ask(request, asking);
        }
    }

    /** A question that was asked. */
    static final class Asked implements Inquiry {
        private final AuthorizationRequest request;
        private final CompletableFuture<LookupResult> answer = new CompletableFuture<>();
        private final Asking asking;
        private volatile long deadline;
        private volatile boolean abandoned;

        Asked(AuthorizationRequest request, Asking asking) {
            this.request = request;
            this.asking = asking;
            this.deadline = asking.deadline();
        }

        /** On what terms it was asked. */
        Asking asking() {
            return asking;
        }

        /** Whether it was said that nobody waits any more. */
        boolean abandoned() {
            return abandoned;
        }

        @Override
        public void abandon() {
            abandoned = true;
        }

        void answer(LookupResult lookup) {
            answer.complete(lookup);
        }

        void answerNothing() {
            answer.complete(null);
        }

        void fail(Throwable error) {
            answer.completeExceptionally(error);
        }

        long deadline() {
            return deadline;
        }

        @Nullable String password() {
            return request.connect().password();
        }

        @Override
        public CompletableFuture<LookupResult> answer() {
            return answer;
        }

        @Override
        public void extend(long until) {
            deadline = until;
        }
    }
}
