package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Somebody in the system account who answers as one more server would, about one account. */
final class PretendedServer implements AutoCloseable {
    private static final String ID = "NPRETENDED";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection system;
    private final String name;

    private PretendedServer(Connection system, String name) {
        this.system = system;
        this.name = name;
    }

    /**
     * Answers from now on.
     *
     * @param name as whom
     * @param account its public key
     * @param jwt what it shows as the account's
     * @param first is done when it is asked which operators it trusts, before it answers
     */
    static PretendedServer of(Stage stage, String name, String account, Callable<String> jwt, PacedReloads.Change first)
            throws Exception {
        Options options = Options.builder()
                .server(stage.server().url())
                .connectionTimeout(PATIENCE)
                .authHandler(Nats.credentials(stage.deployment().sysCreds().toString()))
                .noReconnect()
                .build();
        PretendedServer server = new PretendedServer(Nats.connect(options), name);
        String operator = Files.readString(stage.deployment().dir().resolve("jwt/operator.jwt"))
                .strip();
        server.answer(
                "$SYS.REQ.SERVER.PING.ACCOUNTZ",
                () -> server.told("\"account_detail\":{\"jwt\":\"" + jwt.call() + "\"}"));
        server.answer("$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP", jwt);
        server.answer("$SYS.REQ.SERVER.PING.VARZ", () -> {
            first.run();
            return server.told("\"trusted_operators_jwt\":[\"" + operator + "\"]");
        });
        return server;
    }

    private String told(String data) {
        return "{\"server\":{\"name\":\"" + name + "\",\"id\":\"" + ID + "\"},\"data\":{" + data + "}}";
    }

    private void answer(String subject, Callable<String> answer) throws Exception {
        system.createDispatcher(asked -> publish(asked.getReplyTo(), answer)).subscribe(subject);
        system.flush(PATIENCE);
    }

    private void publish(String replyTo, Callable<String> answer) {
        try {
            system.publish(replyTo, answer.call().getBytes(UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            system.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
