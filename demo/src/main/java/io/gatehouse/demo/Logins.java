package io.gatehouse.demo;

import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.TrialClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The logins of the demo: who is let in where, who is held to what, who is kept out. */
final class Logins {
    private final String url;
    private final @Nullable Path sentinel;
    private final Connections connections;
    private final Map<String, String> accounts;
    private final Transcript transcript;

    /**
     * @param sentinel the sentinel's credentials, null in config mode
     * @param accounts each account's name, by what the server calls it
     */
    Logins(
            String url,
            @Nullable Path sentinel,
            Connections connections,
            Map<String, String> accounts,
            Transcript transcript) {
        this.url = url;
        this.sentinel = sentinel;
        this.connections = connections;
        this.accounts = accounts;
        this.transcript = transcript;
    }

    /** Tries each, and writes it down. */
    void tryAll() throws IOException, InterruptedException, TimeoutException {
        alice();
        bob();
        refused("alice with a wrong password", sentinel, "alice", "not-her-password");
        refused("mallory, whom nobody knows", sentinel, "mallory", "mallory");
        if (sentinel != null) {
            refused("alice without the sentinel", null, "alice", "alice");
        }
    }

    private void alice() throws IOException, InterruptedException, TimeoutException {
        try (TrialClient alice = logIn("alice", "APP1")) {
            if (alice != null) {
                transcript.result(alice.mayPublish("orders.new"), "alice publishes to orders.new", "allowed");
            }
        }
    }

    private void bob() throws IOException, InterruptedException, TimeoutException {
        try (TrialClient bob = logIn("bob", "APP2")) {
            if (bob != null) {
                transcript.result(bob.mayPublish("bob.hello"), "bob publishes to bob.hello", "allowed, as under bob.>");
                boolean held = !bob.mayPublish("orders.new");
                transcript.result(
                        held, "bob publishes to orders.new", held ? "refused: permissions violation" : "allowed");
            }
        }
    }

    private @Nullable TrialClient logIn(String user, String account) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try {
            TrialClient client = TrialClient.connect(url, sentinel, user, user);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            String placed = connections.accountOf(client.id());
            String name = accounts.getOrDefault(placed, placed);
            transcript.result(
                    name.equals(account), user + " logs in", "in account " + name + ", after " + millis + " ms");
            return client;
        } catch (NoConnectionException e) {
            transcript.result(false, user + " logs in", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void refused(String what, @Nullable Path creds, String user, String password) throws InterruptedException {
        try (TrialClient client = TrialClient.connect(url, creds, user, password)) {
            transcript.result(false, what, "logged in, as connection " + client.id());
        } catch (NoConnectionException e) {
            String told = String.valueOf(e.getMessage());
            transcript.result(e.refused(), what, e.refused() ? "refused, as it should be" : told);
        }
    }
}
