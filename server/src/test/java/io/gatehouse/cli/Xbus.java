package io.gatehouse.cli;

import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.nats.client.Options;
import java.time.Duration;
import java.util.List;

/**
 * A bus of several parties, as Xbus is one: certificates say who a client is, each has a box of its own to send by and inboxes of
 * its own, and a service answers what is in the boxes.
 */
record Xbus(CertificatePki pki) {
    static final String BOX = "xbus.msgbox.emitter1";
    static final String REPLY = "_INBOX.emitter1.reply1";
    static final String QUEUE = "xbus";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    IssuedCertificate emitter(String name) {
        return pki.clients().issue(CertificateRequest.of(name).ou("emitter"));
    }

    IssuedCertificate consumer() {
        return pki.clients().issue(CertificateRequest.of("xbus").ou("service"));
    }

    private Stage.Builder members() {
        return pki.on(Stage.config().accounts("XBUS"), "verify: true")
                .set("config.reload", "0s")
                .set("directories.members.type", "certificate")
                .set("directories.members.identity", "cn")
                .set("directories.members.issuers", pki.file("clients-ca.pem").toString())
                .set("directories.members.groups_from", "ou")
                .set("rules.members.if.group", "emitter,service")
                .set("rules.members.give.account", "XBUS");
    }

    /** Where each may do what it is there for. */
    Stage.Builder guarded() {
        return members()
                .set("rules.members.give.inbox", "private")
                .set("rules.emitters.if.group", "emitter")
                .set("rules.emitters.give.permissions.pub.allow", "xbus.msgbox.{{name()}}")
                .set("rules.service.if.group", "service")
                .set("rules.service.give.permissions.sub.allow", "xbus.msgbox.* " + QUEUE)
                .set("rules.service.give.permissions.resp.max", "1")
                .set("rules.service.give.permissions.resp.ttl", "5s");
    }

    /** Where everybody may do everything, as on a bus without permissions. */
    Stage.Builder unguarded() {
        return members()
                .set("rules.members.give.permissions.pub.allow", ">")
                .set("rules.members.give.permissions.sub.allow", ">");
    }

    Options.Builder client(Stage stage, IssuedCertificate certificate) throws Exception {
        return stage.clear().sslContext(certificate.context(pki.root().certificate()));
    }

    ClientBusDoor byTcp(Stage stage, IssuedCertificate certificate) throws Exception {
        return new ClientBusDoor(client(stage, certificate), Duration.ZERO, null);
    }

    /** The service hears emitter1 and answers it, each by what it is given. */
    boolean exchange(Stage stage) throws Exception {
        try (ClientBusDoor service = byTcp(stage, consumer());
                ClientBusDoor emitter = byTcp(stage, emitter("emitter1"))) {
            service.answer("xbus.msgbox.*", QUEUE, "taken");
            emitter.listen("_INBOX.emitter1.>", "");
            emitter.ask(BOX, REPLY, "an order");
            return emitter.awaitHeard(PATIENCE) && emitter.heard().equals(List.of("taken"));
        }
    }
}
