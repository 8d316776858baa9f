package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bus grows while everything runs, by an identity and by an account. */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("NullAway.Init")
class XbusGrowthIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A rule for who is of the yard: in an account of its own it gives the same subjects. */
    private static final String YARD_RULE = """
            rules:
              yard:
                if: {directory: members, group: yard}
                give:
                  account: YARD
                  inbox: private
                  permissions:
                    pub: {allow: "xbus.msgbox.{{name()}}"}
                    sub: {allow: "xbus.msgbox.*"}
            """;

    @TempDir
    private Path dir;

    private Xbus bus;

    @BeforeEach
    void makeCertificates() throws Exception {
        bus = new Xbus(CertificatePki.create(dir));
    }

    /** An identity that comes while everything runs needs a certificate, and nothing else. */
    @Test
    void aNewIdentityNeedsACertificateOnly() throws Exception {
        try (Stage stage = bus.guarded().open();
                Client newcomer = new Client(bus.client(stage, bus.emitter("emitter3")))) {
            newcomer.hears("_INBOX.emitter3.>");
            newcomer.says("xbus.msgbox.emitter3");
            newcomer.mayNotSay(Xbus.BOX);
        }
    }

    /** An account that comes while everything runs needs the server to reload its configuration, and Gatehouse its own. */
    @Test
    void aNewAccountIsABusOfItsOwn() throws Exception {
        IssuedCertificate crane =
                bus.pki().clients().issue(CertificateRequest.of("crane").ou("yard"));
        IssuedCertificate hook =
                bus.pki().clients().issue(CertificateRequest.of("hook").ou("yard"));
        try (Stage stage = bus.guarded().open();
                ClientBusDoor service = bus.byTcp(stage, bus.consumer());
                ClientBusDoor emitter = bus.byTcp(stage, bus.emitter("emitter1"))) {
            service.listen("xbus.msgbox.*", Xbus.QUEUE);
            Refusal.of(bus.client(stage, crane), stage, "gatehouse: no_rule");

            addYard(stage);
            try (Client first = new Client(bus.client(stage, crane));
                    Client second = new Client(bus.client(stage, hook))) {
                first.hears("_INBOX.crane.>");
                first.mayNotHear("_INBOX.hook.>");
                first.mayNotSay("xbus.msgbox.hook");
                Client.Heard inTheYard = second.hears("xbus.msgbox.*");
                first.says("xbus.msgbox.crane", "of the yard");
                assertThat(inTheYard.text()).isEqualTo("of the yard");
            }
            if (keepsSessions(stage)) {
                emitter.say(Xbus.BOX, "of the bus");
                assertThat(service.awaitHeard(PATIENCE)).isTrue();
                assertThat(service.heard()).as("nothing of the yard").containsExactly("of the bus");
            }
        }
    }

    /** An older server ends all of them when it reloads. */
    private static boolean keepsSessions(Stage stage) throws Exception {
        return ServersPage.read()
                .holds(
                        "keeps the sessions of a callout's users over a reload, config mode",
                        stage.server().binary().version());
    }

    private static void addYard(Stage stage) throws Exception {
        stage.changeServerConf(conf -> conf.replace("accounts {\n", "accounts {\n  YARD: {}\n"));
        stage.server().reload();
        Path file = stage.deployment().settings();
        String yaml = Files.readString(file).replaceFirst("allowed_accounts: .*", "allowed_accounts: [ XBUS, YARD ]");
        Files.writeString(file, yaml + YARD_RULE);
        assertThat(stage.service().reload("a test").join().changed())
                .contains("callout.allowed_accounts", "rules.yard.give.account");
    }
}
