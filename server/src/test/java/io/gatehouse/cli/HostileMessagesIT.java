package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What an attacker can send who may publish the callout's subject, because another account imports the AUTH account's
 * export of it: each is dropped, counted by its reason and not answered, the log tells no secret, and others log in.
 */
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
class HostileMessagesIT {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String USERS = """
            {"alice":   {"pass": "%s", "account": "APP1"},
             "mallory": {"pass": "m1", "account": "APP2"}}
            """.formatted(PASSWORD);
    private static final String ANSWERS = "mallory.answers";
    private static final Random RANDOM = new Random(20261121);

    private final RequestFixtures forger = new RequestFixtures();
    private String issuer = "";
    private final Map<String, Integer> expected = new LinkedHashMap<>();

    @Test
    void noneIsAnsweredAndEachIsCounted() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = openToMallory();
                RequestTap tap = RequestTap.on(stage);
                Connection mallory = stage.connect("mallory", "m1")) {
            Message genuine = tap.next();
            Subscription answers = Mail.subscribe(mallory, ANSWERS);
            issuer = SigningKey.fromSeed(Files.readString(stage.deployment().key("issuer")))
                    .publicKey()
                    .text();
            CurveKey xkey =
                    CurveKey.fromSeed(Files.readString(stage.deployment().key("xkey")));

            sendRubbish(mallory, genuine);
            sendForgeries(mallory, xkey.publicKey());
            Pages pages = pages(stage);
            expected.forEach((reason, number) -> await(reason)
                    .untilAsserted(() -> assertThat(pages.metric("gatehouse_dropped_total{reason=\"" + reason + "\"}"))
                            .isEqualTo((double) number)));

            stage.connect("alice", PASSWORD).close();
            assertNothingAnsweredBefore(mallory, answers, xkey.publicKey());
            int sent = expected.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(stage.service().counters().drops()).isEqualTo(sent);
            assertNoSecret(stage, log, genuine);
        }
    }

    /** What is no request at all, or not for us. */
    private void sendRubbish(Connection mallory, Message genuine) {
        String server = forger.xkey().publicKey().text();
        byte[] box = genuine.getData();
        String genuineServer = genuine.getHeaders().getFirst(RequestTap.SERVER_XKEY);
        Nkey another = CurveKey.generate().publicKey();

        send(mallory, "empty", new byte[0], server, ANSWERS);
        send(mallory, "no_reply", box, genuineServer, null);
        send(mallory, "unopenable", random(1), server, ANSWERS);
        send(mallory, "unopenable", random(700), server, ANSWERS);
        send(mallory, "unopenable", Arrays.copyOf(box, box.length / 2), genuineServer, ANSWERS);
        send(mallory, "unopenable", Arrays.copyOf(box, box.length - 1), genuineServer, ANSWERS);
        send(mallory, "unopenable", box, server, ANSWERS);
        send(mallory, "unopenable", forger.request().sealedFor(another), server, ANSWERS);
        send(mallory, "xkey_mismatch", random(700), null, ANSWERS);
        send(mallory, "xkey_mismatch", forger.request().jwt(), null, ANSWERS);
        send(mallory, "bad_xkey_header", box, "XNOTHING", ANSWERS);
        send(mallory, "bad_xkey_header", box, forger.key().publicKey().text(), ANSWERS);
        send(mallory, "too_large", random(RequestDecoder.MAX_BYTES + 4096), server, ANSWERS);
        send(mallory, "replayed", box, genuineServer, ANSWERS);
    }

    /** Well sealed requests of somebody who is no nats-server. */
    private void sendForgeries(Connection mallory, Nkey xkey) {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        String other = SigningKey.generate(NkeyKind.SERVER).publicKey().text();
        String deep = "[".repeat(5000) + "]".repeat(5000);

        forge(mallory, xkey, "malformed", ours().setRaw("nats.more", deep));
        forge(mallory, xkey, "wrong_type", ours().set("nats.type", "user"));
        forge(mallory, xkey, "wrong_audience", ours().set("aud", "somebody"));
        forge(mallory, xkey, "wrong_issuer", ours().set("iss", account));
        forge(mallory, xkey, "wrong_subject", forger.request());
        forge(mallory, xkey, "wrong_server", ours().set("nats.server_id.id", other));
        forge(mallory, xkey, "wrong_user_nkey", ours().set("nats.user_nkey", account));
        forge(mallory, xkey, "expired", ours().set("exp", 1_000_000));
        SigningKey stranger = SigningKey.generate(NkeyKind.SERVER);
        forge(mallory, xkey, "bad_signature", ours().signedBy(stranger));
    }

    /** A request that would be answered. */
    private RequestFixtures.Request ours() {
        return forger.request().set("sub", issuer);
    }

    private void forge(Connection mallory, Nkey xkey, String reason, RequestFixtures.Request request) {
        send(mallory, reason, request.sealedFor(xkey), forger.xkey().publicKey().text(), ANSWERS);
    }

    private void send(
            Connection mallory, String reason, byte[] body, @Nullable String serverXkey, @Nullable String replyTo) {
        publish(mallory, body, serverXkey, replyTo);
        expected.merge(reason, 1, Integer::sum);
    }

    private static void publish(
            Connection mallory, byte[] body, @Nullable String serverXkey, @Nullable String replyTo) {
        NatsMessage.Builder message =
                NatsMessage.builder().subject("ask").replyTo(replyTo).data(body);
        if (serverXkey != null) {
            message.headers(new Headers().add(RequestTap.SERVER_XKEY, serverXkey));
        }
        mallory.publish(message.build());
    }

    /** Answers come in the order of their requests, so the first is the one to a request that is in order. */
    private void assertNothingAnsweredBefore(Connection mallory, Subscription answers, Nkey xkey) throws Exception {
        String server = forger.xkey().publicKey().text();
        RequestFixtures.Request wrongPassword = ours().user("alice", "a guess");
        publish(mallory, wrongPassword.sealedFor(xkey), server, ANSWERS);
        Message first = Objects.requireNonNull(answers.nextMessage(Mail.SOON), "no answer within 10 s");
        byte[] jwt = Objects.requireNonNull(
                forger.xkey().boxKey(xkey).open(first.getData()), "an answer to something else, sealed for another");
        String claims = Mail.text(Base64.getUrlDecoder().decode(Mail.text(jwt).split("\\.", 3)[1]));
        assertThat(claims).contains("bad_credentials").doesNotContain("\"jwt\"");
    }

    private static void assertNoSecret(Stage stage, LogCapture log, Message genuine) throws Exception {
        assertThat(log.lines()).anyMatch(line -> line.contains("no answer") && line.contains("unopenable"));
        String everything = String.join("\n", log.lines())
                + String.join("\n", stage.server().log().lines());
        assertThat(everything)
                .doesNotContain(PASSWORD, "a guess", "wonderland", stage.servicePassword())
                .doesNotContain(Files.readString(stage.deployment().key("xkey")).strip())
                .doesNotContain(
                        Files.readString(stage.deployment().key("issuer")).strip())
                .doesNotContain(new String(genuine.getData(), StandardCharsets.ISO_8859_1));
    }

    private static Stage openToMallory() throws Exception {
        return Stage.config()
                .users(USERS)
                .set("http.listen", "127.0.0.1:0")
                // So that the request that is sent again is still of now, however long the test takes.
                .set("callout.clock_drift", "5m")
                .serverConf(conf -> conf.replaceFirst("(?s)permissions: \\{.*?\n      }", "permissions: {}")
                        .replace("AUTH: {\n", """
                                AUTH: {
                                    exports: [ { service: "$SYS.REQ.USER.AUTH" } ]
                                """)
                        .replace("\"APP2\": {}", """
                                "APP2": {
                                    imports: [ { service: { account: AUTH, subject: "$SYS.REQ.USER.AUTH" }, to: "ask" } ]
                                  }"""))
                .open();
    }

    private static Pages pages(Stage stage) {
        return Pages.of(stage.service());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
