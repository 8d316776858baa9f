package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says at a live server of a mistake that was found before: nothing else, and nothing that contradicts it. */
@AgainstNatsServer
@Tag("heavy")
class CheckAdviceIT {
    @TempDir
    private Path dir;

    private CheckFixture of(Mode mode) throws Exception {
        return CheckFixture.of(dir, mode);
    }

    private static NatsServer server(CheckFixture fixture) throws Exception {
        return NatsServer.start(fixture.deployment().serverConf());
    }

    @Test
    void ofAnIssuerThatIsNoKeyOfTheAccount() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR).anotherKey("AUTH.signing");
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("issuer.seed is the key A", "which is neither account AUTH")
                    .skips("what the server asks of a client that nobody knows", "the failure above")
                    .isSilentOf("without asking the callout");
        }
    }

    @Test
    void ofASigningKeyThatTheAccountDoesNotList() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR).anotherKey("APP2.signing");
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("account APP2 (A", "does not list the signing key A")
                    .skips("whether nats-server lets a user into account APP2", "its failure above")
                    .says("nats-server lets a user into account APP1")
                    .isSilentOf("refuses a user of account APP2");
        }
    }

    @Test
    void ofAServiceUserThatIsNotInAuthUsers() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR);
        fixture.authUser(SigningKey.generate(NkeyKind.USER).publicKey());
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("is not in auth_users of account AUTH")
                    .skips("why nats-server refuses the service's login", "the failure above")
                    .isSilentOf("are valid, not revoked");
        }
    }

    @Test
    void ofACalloutInAnotherAccount() throws Exception {
        CheckFixture fixture = of(Mode.CONFIG);
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replace("account: AUTH", "account: APP1"));
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("the service's user gatehouse is not in account APP1")
                    .skips("what the server asks of a client that nobody knows", "the failure above")
                    .isSilentOf("add auth_callout");
            fixture.withoutTruth().against(server).fails("where it has one, its account must be that one (AUTH)");
        }
    }

    @Test
    void ofAccountsThatAreMissing() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR);
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceFirst("(?s)\naccounts:\n.*?\n(?=\\w)", "\n"));
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("is of a server in operator mode, and no accounts are configured here")
                    .skips("the live server was not checked", "of the other mode");
            fixture.withoutTruth()
                    .against(server)
                    .fails("nats-server is in operator mode (it has us in account A", "add accounts with their ids")
                    .isSilentOf("auth_callout to its configuration");
        }
    }

    @Test
    void ofAServerThatKnowsNoAccountsOfOurs() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR).withoutTruth();
        try (NatsServer server = NatsServer.start("")) {
            fixture.against(server).fails("nats-server is in config mode (it has us in account $G)");
        }
    }

    @Test
    void ofACertificateThatIsNotTrusted() throws Exception {
        TestPki pki = TestPki.create(Files.createDirectories(dir.resolve("pki")));
        CheckFixture fixture = of(Mode.OPERATOR);
        fixture.edit(
                fixture.deployment().serverConf(),
                conf -> conf + "\ntls { cert_file: \"" + pki.cert("server") + "\", key_file: \"" + pki.key("server")
                        + "\" }\n");
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("no connection to nats-server: the server's certificate is not from a CA", "set nats.tls.ca")
                    .skips("what the server has for account JWTs was not checked: there is no connection to it")
                    .isSilentOf("check nats.url")
                    .isSilentOf("must be of a user of the system account");
        }
    }

    @Test
    void ofAWrongPassword() throws Exception {
        CheckFixture fixture = of(Mode.CONFIG);
        Path password = fixture.deployment().dir().resolve("creds/service.password");
        Files.writeString(password, "wrong");
        try (NatsServer server = server(fixture)) {
            fixture.against(server)
                    .fails("refuses the service's login: check nats.user and nats.password_file (" + password + ")")
                    .isSilentOf("nats.creds");
            fixture.edit(
                            fixture.deployment().settings(),
                            yaml -> yaml.replaceFirst("password_file: .*", "password: '\\${SERVICE_PASSWORD}'"))
                    .variable("SERVICE_PASSWORD", "wrong")
                    .against(server)
                    .fails("refuses the service's login: check nats.user and nats.password (", "auth_users")
                    .isSilentOf("password_file");
        }
    }

    /** Where no JWT tells, the server does. */
    @Test
    void ofASentinelThatIsInAuthUsers() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR);
        String sentinel = fixture.deployment().sentinelCreds().toString();
        fixture.sentinelInAuthUsers().withoutTruth();
        try (NatsServer server = server(fixture)) {
            fixture.against(server, "--set", "check.sentinel_creds=" + sentinel)
                    .fails("lets a client in that brings check.sentinel_creds (" + sentinel + ")", "--rm-auth-user");
        }
    }

    @Test
    void ofASentinelThatTheServerDoesNotKnow() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR);
        try (NatsServer server = server(fixture)) {
            fixture.against(server).says("asks about clients that bring the sentinel's credentials");
            fixture.credentialsEnd("AUTH", fixture.deployment().sentinelCreds(), Duration.ofSeconds(-5))
                    .against(server)
                    .fails("nats-server refuses check.sentinel_creds (", "without asking the callout");
        }
    }

    /** Each would be an error in the server's log. */
    @Test
    void breaksNoRuleThatItKnows() throws Exception {
        CheckFixture fixture = of(Mode.OPERATOR).withoutTruth().anotherKey("AUTH.signing");
        try (NatsServer server = server(fixture)) {
            fixture.against(server).fails("refuses an unknown client of account A");
            assertThat(Files.readString(server.logFile())).doesNotContain("Publish Violation");
        }
    }
}
