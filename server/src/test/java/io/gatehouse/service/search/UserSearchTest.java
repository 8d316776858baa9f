package io.gatehouse.service.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.status.SessionSource;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.threads.BackgroundThread;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UserSearchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayLook = new CountDownLatch(1);
    private final AtomicReference<Thread> looking = new AtomicReference<>();

    private Searched searched(String user) {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        Searched.Place directory = new Searched.Place("users", "file", () -> {
            looking.set(Thread.currentThread());
            entered.countDown();
            try {
                mayLook.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Stream.of();
        });
        Revoked revoked = new Revoked(null, user, Set.of(user), null, false, account -> false, account -> false);
        return new Searched(policy, "gatehouse", null, List.of(directory), revoked);
    }

    private static AdminReply ask(UserSearch search) {
        return Objects.requireNonNull(search.answer(Map.of("user", "nina")).block(PATIENCE));
    }

    @Test
    void oneUserIsLookedForAtATimeInTheBackground() throws Exception {
        try (UserSearch search = new UserSearch(this::searched, SessionSource.OFF)) {
            Mono<AdminReply> first = search.answer(Map.of("user", "nina"));
            // Whoever asked goes away, and the search goes on.
            first.subscribe().dispose();
            entered.await();

            AdminReply refused = ask(search);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            assertThat(looking.get()).isInstanceOf(BackgroundThread.class);

            mayLook.countDown();
            await().atMost(PATIENCE).until(() -> ask(search).status() == 200);
        }
    }

    @Test
    void aSearchThatFailsIsNotInTheWayOfTheNext() {
        mayLook.countDown();
        AtomicReference<RuntimeException> mistake = new AtomicReference<>(new IllegalStateException("a mistake"));
        try (UserSearch search = new UserSearch(
                user -> {
                    RuntimeException next = mistake.getAndSet(null);
                    if (next != null) {
                        throw next;
                    }
                    return searched(user);
                },
                SessionSource.OFF)) {
            assertThat(search.answer(Map.of("user", "nina")).materialize().block(PATIENCE))
                    .matches(signal -> signal.isOnError());
            assertThat(ask(search).status()).isEqualTo(200);
        }
    }
}
