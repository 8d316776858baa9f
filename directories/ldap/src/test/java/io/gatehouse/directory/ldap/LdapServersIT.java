package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.alice;
import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real OpenLDAP server that hangs, stops, or comes back; several of them. */
@NeedsTool("slapd")
class LdapServersIT {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String THREADS = "gatehouse-ldap-" + TestSettings.NAME + "-";
    private static final TestLogin ALICE = TestLogin.password("alice", TestEntries.ALICE_PASSWORD);

    private OpenLdap server;

    @BeforeEach
    void start() throws Exception {
        // Threads of another test's directory may still be about to end.
        await().atMost(Asking.TIME).until(() -> threads() == 0);
        server = OpenLdap.start();
        TestEntries.addTo(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(THREADS))
                .count();
    }

    @Test
    void aServerThatHangsHoldsNoMoreThanItsThreadsAndNoLongerThanTheLoginMayTake() throws Exception {
        try (LdapDirectory directory = TestSettings.of(server.address())
                .connectingWithin(TestSettings.USUAL_TIMEOUT)
                .open()) {
            assertThat(alice(directory).name()).isEqualTo("Alice");
            server.hang();
            long begin = System.nanoTime();
            List<CompletableFuture<LookupResult>> asked = IntStream.range(0, 40)
                    .mapToObj(i -> Asking.begin(directory, ALICE, SHORT))
                    .toList();
            assertThat(threads()).isLessThanOrEqualTo(4);
            assertThat(asked).allSatisfy(one -> assertUndecided(outcome(one)));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.multipliedBy(4));
            assertThat(threads()).isLessThanOrEqualTo(4);
            assertThatThrownBy(() -> directory.probe().block(Asking.TIME)).hasMessageContaining("timeout (85)");

            server.wake();
            await().atMost(Asking.TIME)
                    .until(() -> outcome(directory, "alice", TestEntries.ALICE_PASSWORD) instanceof LookupResult.Found);
        } finally {
            server.wake();
        }
    }

    /** Connections that ended meanwhile cost no login. */
    @Test
    void aServerThatWasStartedAgainIsAskedAtOnce() {
        try (LdapDirectory directory = TestSettings.of(server.address()).open()) {
            assertThat(alice(directory).name()).isEqualTo("Alice");
            server.stop();
            assertUndecided(
                    outcome(directory, "alice", TestEntries.ALICE_PASSWORD),
                    "cannot be reached: the connection was refused");
            server.begin();
            assertThat(alice(directory).name()).isEqualTo("Alice");
            server.stop();
            server.begin();
            assertThat(alice(directory).name()).isEqualTo("Alice");
        }
    }

    @Test
    void theNextServerIsAskedWhereOneIsDownOrHangs() throws Exception {
        InetSocketAddress down = new InetSocketAddress(InetAddress.getLoopbackAddress(), KeptPort.free());
        try (LdapDirectory directory = TestSettings.of(down, server.address()).open()) {
            assertThat(alice(directory).name()).isEqualTo("Alice");
        }
        try (OpenLdap hanging = OpenLdap.start();
                LdapDirectory directory = TestSettings.of(hanging.address(), server.address())
                        .connectingWithin(Duration.ofSeconds(6)) // the one that hangs costs as much
                        .open()) {
            hanging.hang();
            assertThat(alice(directory).name()).isEqualTo("Alice");
        }
    }

    @Test
    void threadsEndWithTheDirectory() throws IOException {
        LdapDirectory directory = TestSettings.of(server.address()).open();
        assertThat(alice(directory).name()).isEqualTo("Alice");
        assertThat(threads()).isPositive();
        directory.close();

        await().atMost(Asking.TIME).until(() -> threads() == 0);
        assertUndecided(outcome(directory, "alice", TestEntries.ALICE_PASSWORD), "the directory was closed");
    }
}
