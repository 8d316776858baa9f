package io.gatehouse.directory.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class GuardedLoginTest {
    private static final LookupResult WRONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS);
    private static final FailureSettings ONE = new FailureSettings(1, 0, 0, Duration.ofMinutes(1));

    private final FailureLimits limits = new FailureLimits(ONE, new CredentialKeys(), System::nanoTime);
    private final AuthorizationRequest login = SampleRequest.login("alice", "secret");
    private final AtomicInteger asked = new AtomicInteger();

    private GuardedLogin attempt(BooleanSupplier known) {
        return new GuardedLogin(limits, new SourceShares(1), LookupRecorder.NONE, login, known, null);
    }

    private boolean askedAndKnown() {
        asked.incrementAndGet();
        return true;
    }

    private void fail() {
        GuardedLogin wrong = attempt(() -> false);
        LookupTerms unused = wrong.begin(new InMemory(), SampleRequest.inTime(), false);
        wrong.ended();
        wrong.end(WRONG);
    }

    /** To find that out takes as long as several logins of those who are known. */
    @Test
    void nobodyAsksWhoIsKnownWhileNoLimitIsReached() {
        GuardedLogin attempt = attempt(this::askedAndKnown);

        assertThat(attempt.refusal(new InMemory())).isNull();
        LookupTerms unused = attempt.begin(new InMemory(), SampleRequest.inTime(), false);

        assertThat(asked).hasValue(0);
    }

    @Test
    void whoIsKnownIsHeldToNoLimit() {
        fail();

        assertThat(attempt(() -> false).refusal(new InMemory())).isInstanceOf(UndecidedException.class);
        assertThat(attempt(this::askedAndKnown).refusal(new InMemory())).isNull();
        assertThat(asked).hasValue(1);
    }

    /** Is told at once. */
    private record InMemory() implements Lookup {
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
            return new Answer.Ready<>(WRONG);
        }
    }
}
