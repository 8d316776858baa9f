package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.account.AccountLimits;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What check finds at a live server, with nothing but the service's own configuration to go by. */
@AgainstNatsServer
@SuppressWarnings("try")
@Tag("heavy")
class CheckCommandIT {
    private static final String NO_INSTANCE = "no instance answers now";
    /** The client certificate's name. */
    private static final String SERVICE = "client.example";

    private static final String AGE = "whenever it reloads";

    @TempDir
    private Path dir;

    private CheckFixture fixture(Mode mode) throws Exception {
        return new CheckFixture(dir, DeploymentOptions.defaults().withMode(mode));
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR,true", "OPERATOR,false", "CONFIG,true", "CONFIG,false"})
    void aNewDeploymentIsAsItShouldBe(Mode mode, boolean xkey) throws Exception {
        CheckFixture fixture = new CheckFixture(
                dir, DeploymentOptions.defaults().withMode(mode).withXkey(xkey));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .isCleanButFor(NO_INSTANCE, AGE)
                    .warns(NO_INSTANCE, "start one: gatehouse run")
                    .says("connected to nats-server")
                    .says("our clock and the server's agree")
                    .says("nats-server asks the callout, and its request can be read")
                    .says("nats-server lets a user into account APP1")
                    .says("nats-server lets a user into account APP2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsAnotherXkey(Mode mode) throws Exception {
        CheckFixture fixture = fixture(mode).withoutTruth().anotherXkey();
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .fails("the xkey does not match: a request of nats-server does not open with xkey.seed");
        }
    }

    @Test
    void findsThatOurXkeyIsMissing() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth().withoutOurXkey();
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("nats-server seals its requests, and xkey.seed is missing here");
        }
    }

    @Test
    void findsThatTheCalloutHasNoXkey() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth();
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replaceAll("\n *xkey: X.*", ""));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("nats-server does not seal its requests, and xkey.seed is given here");
        }
    }

    @Test
    void findsAnAccountThatIsNotAllowed() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).withoutTruth();
        fixture.allowedAccounts(fixture.account("APP2").id().text());
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .fails("nats-server refuses a user of account APP1 (A", "allowed_accounts")
                    .says("nats-server lets a user into account APP2");
        }
    }

    @Test
    void findsASigningKeyThatTheAccountDoesNotList() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).withoutTruth().anotherKey("APP2.signing");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .fails("nats-server refuses a user of account APP2 (A", "does not list the signing key");
        }
    }

    @Test
    void findsWhatTheServerSaysOfItsAccounts() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceAll("(?m)^  server_conf: .*\n", ""))
                .anotherKey("APP2.signing");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .says("account APP1 lists our signing keys")
                    .fails("account APP2 (A", "does not list the signing key A", "nsc push -a APP2");
        }
    }

    @Test
    void findsASystemUserThatIsNone() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.withoutTruth()
                    .against(
                            server,
                            "--sys-creds",
                            fixture.deployment().sentinelCreds().toString())
                    .mentions("sentinel.creds", "of a user of the system account");
        }
    }

    /** Any user that is let in at all: what tells is what the server answers. */
    @Test
    void findsASystemUserOfAnotherAccount() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.withoutTruth()
                    .against(
                            server,
                            "--sys-creds",
                            fixture.deployment().serviceCreds().toString())
                    .warns("service.creds: these credentials are of account A", "left out", "of the system account");
        }
    }

    @Test
    void findsAServiceOfTheSystemAccount() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        String sysCreds = fixture.deployment().sysCreds().toString();
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.withoutTruth()
                    .against(server, "--creds", sysCreds)
                    .fails("the service's credentials are of a user of account A", "by issuer.account")
                    .isSilentOf("nsc edit");
            fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceFirst("(?m)^  account: .*\n", ""))
                    .against(server, "--creds", sysCreds)
                    .fails("the service's credentials are of a user of account A", ", the system account,")
                    .isSilentOf("nsc edit");
            fixture.against(server, "--creds", sysCreds, "--sys-creds", sysCreds)
                    .fails("the service's credentials are of a user of account SYS (A", "the system account")
                    .skips("the live server was not checked")
                    .isSilentOf("nsc edit");
        }
    }

    @Test
    void findsAServiceUserThatIsNotInAuthUsers() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).withoutTruth();
        fixture.authUser(SigningKey.generate(NkeyKind.USER).publicKey());
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("nats-server", "auth_users");
        }
    }

    @Test
    void findsAnotherIssuerInConfigMode() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth().anotherKey("issuer");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("the issuer does not match: the callout of nats-server has A");
        }
    }

    @Test
    void findsAnIssuerThatIsNoKeyOfTheAccount() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).withoutTruth().anotherKey("AUTH.signing");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("refuses an unknown client of account A", "issuer.seed is none of its keys");
        }
    }

    @Test
    void findsUsersWhoseAccountTheServerDoesNotHave() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth();
        fixture.users("{\"carol\": {\"pass\": \"x\", \"account\": \"APP3\"}}");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server, "--set", "callout.allowed_accounts=*")
                    .fails("nats-server refuses a user of account APP3: the server has no such account");
        }
    }

    @Test
    void findsThatTheServerAsksNobody() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth();
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.substring(0, conf.indexOf("authorization {")));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("refuses an unknown client without asking the callout: add auth_callout");
        }
    }

    @Test
    void findsThatTheServerLetsEverybodyIn() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).withoutTruth();
        try (NatsServer server = NatsServer.start("")) {
            fixture.against(server).fails("lets a client in that nobody knows", "enable the auth callout");
        }
    }

    private CheckFixture permissions(String permissions) throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG);
        fixture.edit(
                fixture.deployment().serverConf(),
                conf -> conf.replaceFirst("permissions: \\{[^}]*\\}", "permissions: " + permissions));
        return fixture;
    }

    @Test
    void understandsAUserThatMayListenInItsQueueGroupOnly() throws Exception {
        CheckFixture fixture = permissions(
                "{ subscribe: [ '\\$SYS.REQ.USER.AUTH gatehouse', '_INBOX.>' ], publish: '\\$SYS.REQ.USER.INFO',"
                        + " allow_responses: true }");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .isCleanButFor(AGE)
                    .skips("what the server asks of a client that nobody knows", "within its queue group only");
        }
    }

    @Test
    void findsAUserThatMayNotListen() throws Exception {
        CheckFixture fixture = permissions("{ subscribe: '_INBOX.>' }");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("may not subscribe to $SYS.REQ.USER.AUTH");
        }
    }

    @Test
    void findsAUserThatMayNotAnswer() throws Exception {
        CheckFixture fixture = permissions("{ publish: { allow: '\\$SYS.REQ.USER.INFO' } }");
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            CheckFixture.Result result = fixture.against(server)
                    .fails("the service's user may not publish answers, so that nobody is let in", "allow_responses");
            assertThat(result.out()).doesNotContain("has no such account");
        }
    }

    @Test
    void saysNothingFalseWhereUsersComeFromCertificates() throws Exception {
        TestPki pki = TestPki.create(Files.createDirectories(dir.resolve("pki")));
        CheckFixture fixture = fixture(Mode.CONFIG);
        fixture.edit(
                fixture.deployment().serverConf(),
                conf -> conf.replace("user: gatehouse, password:", "user: gatehouse-mapped, password:")
                                .replace(
                                        "users: [ { user: gatehouse-mapped",
                                        "users: [ { user: \"" + SERVICE + "\" }, { user: gatehouse-mapped")
                                .replace("auth_users: [ gatehouse,", "auth_users: [ \"" + SERVICE + "\",")
                        + "\ntls { ca_file: \"" + pki.cert("ca") + "\", cert_file: \"" + pki.cert("server")
                        + "\", key_file: \""
                        + pki.key("server") + "\", verify_and_map: true }\n");
        fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replaceFirst(
                        "  user: gatehouse\n  password_file: .*\n",
                        "  tls: { ca: " + pki.cert("ca") + ", cert: " + pki.cert("client") + ", key: "
                                + pki.key("client") + " }\n"));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server)
                    .isCleanButFor(AGE, "renew it")
                    .skips("takes users from certificates (verify_and_map)");
            fixture.withoutTruth()
                    .against(server)
                    .isCleanButFor(AGE, "renew it")
                    .skips("which is right where it takes users from");
        }
    }

    @Test
    void findsAnAccountThatMayNotSubscribe() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        fixture.account(
                "AUTH",
                auth -> auth.withLimits(
                        new AccountLimits(0, -1, -1, -1, -1, true, false, -1, -1, AccountLimits.JetStream.DISABLED)));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            CheckFixture.Result result = fixture.against(server).fails("account AUTH may have 0 subscriptions");
            assertThat(result.out()).doesNotContain("Exception");
        }
    }

    @Test
    void asksTheServerAtHandForItsVerdict() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG).asking(NatsServerBinary.find());

        fixture.offline()
                .isClean()
                .says("nats-server " + NatsServerBinary.find().version() + " -t finds nothing wrong");
        fixture.edit(fixture.deployment().serverConf(), conf -> conf + "\nmax_payload: often\n")
                .offline()
                .fails("server.conf: line ", "max_payload must be a whole number, and is a text");
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replace("max_payload: often", "cluster: often"))
                .offline()
                .fails("-t refuses it: ", "server.conf:");
    }

    /** nats-server would make it, and as another user than its own. */
    @Test
    void theVerdictMakesNoResolverFolder() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).asking(NatsServerBinary.find());
        Path folder = fixture.deployment().dir().resolve("resolver");
        Files.delete(folder);

        fixture.offline();
        assertThat(folder).doesNotExist();
    }

    @Test
    void doesNotBlameTheCredentialsWhereThereIsNoServer() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        NatsServer server = NatsServer.start(fixture.deployment().serverConf());
        server.close();

        CheckFixture.Result result = fixture.against(server).fails("no connection to nats-server");
        assertThat(result.out()).doesNotContain("give credentials of a user of the system account");
    }

    @Test
    void findsThatThereIsNoServer() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG);
        NatsServer server = NatsServer.start(fixture.deployment().serverConf());
        server.close();

        fixture.against(server).fails("no connection to nats-server (Connection refused)", "check nats.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tlsfirst=false", "--tlsfirst=true"})
    void saysThatAServerOffersNoTls(String first) throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG);
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server, "--server", server.url().replace("nats://", "tls://"), first)
                    .fails("the server offers no TLS", "cert_file", "nats:// in nats.url");
        }
    }

    @Test
    void saysThatTheServersCertificateHasEnded(@TempDir Path folder) throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG);
        TestPki pki = TestPki.create(folder);
        pki.addServerOfOneDay("old", Duration.ofDays(-5));
        fixture.edit(fixture.deployment().serverConf(), conf -> conf + """

                tls { cert_file: "%s", key_file: "%s" }
                """.formatted(pki.cert("old"), pki.key("old")));
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            String url = server.url().replace("nats://", "tls://");
            fixture.against(server, "--server", url, "--tlsca", pki.cert("ca").toString())
                    .fails("the server's certificate ended at 20");
        }
    }

    @Test
    void leavesRunningInstancesAlone() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf());
                Connection instance = Nats.connect(Options.builder()
                        .server(server.url())
                        .connectionTimeout(Mail.SOON)
                        .authHandler(Nats.credentials(
                                fixture.deployment().serviceCreds().toString()))
                        .build())) {
            var dispatcher = instance.createDispatcher(request -> instance.publish(request.getReplyTo(), new byte[0]));
            dispatcher.subscribe("$SYS.REQ.USER.AUTH", "gatehouse");
            instance.flush(Mail.SOON);

            fixture.against(server).isCleanButFor(AGE).says("an instance already answers", "were not tried");
        }
    }
}
