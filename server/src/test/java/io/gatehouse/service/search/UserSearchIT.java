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
import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Searches for users whose sessions servers do not tell of at once. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class UserSearchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_ASKING = 8;

    private static Searched searched(String user) {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        Revoked revoked = new Revoked(null, user, Set.of(user), null, false, account -> false, account -> false);
        return new Searched(policy, "gatehouse", null, List.of(), revoked);
    }

    private static CompletableFuture<AdminReply> ask(UserSearch search, String user) {
        return search.answer(Map.of("user", user)).toFuture();
    }

    @Test
    void aServerThatDoesNotTellHoldsUpNobodyElse() throws Exception {
        try (ScriptedServers servers = ScriptedServers.start("N1", "N2");
                SystemAccess access = SystemAccess.open(servers.settings());
                UserSearch search = new UserSearch(UserSearchIT::searched, new SessionSource(true, access::sessions))) {
            servers.session("nina");
            servers.hold();
            List<CompletableFuture<AdminReply>> waiting = new ArrayList<>();
            for (int i = 0; i < MOST_ASKING; i++) {
                waiting.add(ask(search, i == 0 ? "nina" : "u" + i));
                int asked = waiting.size();
                await().atMost(PATIENCE).until(() -> servers.held() == asked);
            }
            assertThat(ask(search, "one-more").get(30, TimeUnit.SECONDS).status())
                    .isEqualTo(503);

            servers.release();

            for (CompletableFuture<AdminReply> one : waiting) {
                assertThat(one.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            assertThat(ask(search, "nina").get(30, TimeUnit.SECONDS).json()).contains("\"count\":1");
        }
    }
}
