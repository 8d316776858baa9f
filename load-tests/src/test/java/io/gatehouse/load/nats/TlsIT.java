package io.gatehouse.load.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Played servers and clients at a real nats-server with TLS. */
@AgainstNatsServer
class TlsIT {
    @TempDir
    private static Path folder;

    private static TestCertificates certificates = new TestCertificates(Path.of("."));

    @BeforeAll
    static void make() throws Exception {
        certificates = new TestCertificates(folder);
        certificates.make("right", "ip:127.0.0.1");
        certificates.make("elsewhere", "dns:elsewhere.example");
        certificates.make("client", "dns:client.example");
    }

    private static String ca(String name) {
        return "--tlsca=" + certificates.certificate(name);
    }

    private static String tls(NatsServer server) {
        return server.url().replace("nats://", "tls://");
    }

    private static LoadRun servers(String url, String... more) {
        List<String> words = new ArrayList<>(List.of("servers", "--server=" + url, "--rate=10", "--duration=300ms"));
        words.addAll(List.of("--warmup=0", "--budget=200ms"));
        words.addAll(List.of(more));
        return LoadRun.of(words.toArray(String[]::new));
    }

    private static LoadRun clients(String url, String... more) {
        List<String> words = new ArrayList<>(List.of("clients", "--server=" + url, "--clients=60", "--json"));
        words.addAll(List.of(more));
        return LoadRun.of(words.toArray(String[]::new));
    }

    @Test
    void aServerThatShowsItsNameIsTrusted() {
        try (NatsServer server = NatsServer.start(certificates.block("right", ""))) {
            for (String url : List.of(tls(server), server.url())) {
                assertThat(servers(url, ca("right")).err())
                        .as("past the handshake")
                        .contains("nobody listens on $SYS.REQ.USER.AUTH");
                LoadRun run =
                        clients(url, ca("right"), "--hold=100ms", "--expect=logged_in==60", "--expect=hold_dropped==0");
                assertThat(run.exit()).as(run.err()).isZero();
            }
        }
    }

    @Test
    void aServerThatShowsAnotherNameIsNot() {
        try (NatsServer server = NatsServer.start(certificates.block("elsewhere", ""))) {
            for (LoadRun run : List.of(servers(tls(server), ca("elsewhere")), clients(tls(server), ca("elsewhere")))) {
                assertThat(run.exit()).isEqualTo(3);
                assertThat(run.err()).contains("no connection to tls://127.0.0.1", "No subject alternative names");
            }
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNot() {
        try (NatsServer server = NatsServer.start(certificates.block("right", ""))) {
            for (LoadRun run : List.of(servers(tls(server)), clients(tls(server), ca("client")))) {
                assertThat(run.exit()).isEqualTo(3);
                assertThat(run.err()).contains("no connection to tls://127.0.0.1");
            }
        }
    }

    @Test
    void aServerThatWantsACertificateGetsOurs() {
        String verify = ", ca_file: \"" + certificates.certificate("client") + "\", verify: true";
        String[] ours = {
            ca("right"), "--tlscert=" + certificates.certificate("client"), "--tlskey=" + certificates.key("client")
        };
        try (NatsServer server = NatsServer.start(certificates.block("right", verify))) {
            assertThat(servers(tls(server), ours).err()).contains("nobody listens on $SYS.REQ.USER.AUTH");
            LoadRun run = clients(tls(server), ours);
            assertThat(run.exit()).as(run.err()).isZero();
        }
    }

    @Test
    void clientsInProcessesOfTheirOwnSpeakTlsToo() {
        try (NatsServer server = NatsServer.start(certificates.block("right", ""))) {
            LoadRun run = clients(tls(server), ca("right"), "--processes=2", "--expect=logged_in==60");

            assertThat(run.exit()).as(run.err()).isZero();
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() {
        LoadRun absent = servers("tls://127.0.0.1:1", "--tlsca=/nowhere/ca.pem");
        LoadRun halved = clients("tls://127.0.0.1:1", "--tlscert=" + certificates.certificate("client"));

        assertThat(absent.exit()).isEqualTo(3);
        assertThat(absent.err()).contains("--tlsca /nowhere/ca.pem cannot be read");
        assertThat(halved.exit()).isEqualTo(3);
        assertThat(halved.err()).contains("--tlscert and --tlskey belong together");
    }
}
