package io.gatehouse.cli;

import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What check finds at a live server, with nothing but the service's own configuration to go by. */
@AgainstNatsServer
@SuppressWarnings("try")
class CheckCommandIT {
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
                    .isClean()
                    .says("connected to nats-server")
                    .says("our clock and the server's agree")
                    .says("nats-server asks the callout, and its request can be read")
                    .says("no instance answers now")
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
                    .fails("account APP2 (A", "does not list the signing key A", "nsc edit account APP2 --sk A");
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
                    .warns("sentinel.creds: the account JWTs cannot be looked up", "system account");
        }
    }

    @Test
    void findsAServiceUserThatIsNotInAuthUsers() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR).withoutTruth();
        fixture.authUser(SigningKey.generate(NkeyKind.USER).publicKey());
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf())) {
            fixture.against(server).fails("nats-server refuses the service's login", "auth_users");
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
            fixture.against(server).fails("nats-server refuses a user of account APP3: the server has no such account");
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

    @Test
    void findsThatThereIsNoServer() throws Exception {
        CheckFixture fixture = fixture(Mode.CONFIG);
        NatsServer server = NatsServer.start(fixture.deployment().serverConf());
        server.close();

        fixture.against(server).fails("no connection to nats-server", "check nats.url");
    }

    @Test
    void leavesRunningInstancesAlone() throws Exception {
        CheckFixture fixture = fixture(Mode.OPERATOR);
        try (NatsServer server = NatsServer.start(fixture.deployment().serverConf());
                Connection instance = Nats.connect(Options.builder()
                        .server(server.url())
                        .authHandler(Nats.credentials(
                                fixture.deployment().serviceCreds().toString()))
                        .build())) {
            var dispatcher = instance.createDispatcher(request -> instance.publish(request.getReplyTo(), new byte[0]));
            dispatcher.subscribe("$SYS.REQ.USER.AUTH", "gatehouse");
            instance.flush(Duration.ofSeconds(5));

            fixture.against(server).isClean().says("an instance answers already", "was not tried");
        }
    }
}
