package io.gatehouse.sessions;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.sessions.SystemReply.Answering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The accounts of a cluster, as each of its servers has them; for a command, since everything here waits until all servers have answered,
 * or the time for that is over.
 */
public final class ClusterAccounts {
    private static final String SERVERS = "$SYS.REQ.SERVER.PING.";
    private static final byte[] NOTHING = {};
    private static final Answering SOMEBODY = new Answering("", "a server");

    /** How long answers are heard when as many have come as there are servers: one in the name of a server contradicts that server's. */
    private static final Duration AFTERWARDS = Duration.ofMillis(250);

    private static final int MOST_OPERATORS = 100;
    private static final Names ACCOUNT = new Names("account_detail");
    private static final Names DETAIL = new Names("jwt");
    private static final Names SERVER = new Names("trusted_operators_jwt");
    private static final Names UPDATE = new Names("message");

    private final SystemConnection connection;
    private final Duration patience;
    private final int least;
    private final ScheduledExecutorService timer;

    /** @param least how many answers are waited for at least; 0 for as many as there are servers */
    ClusterAccounts(SystemConnection connection, Duration patience, int least, ScheduledExecutorService timer) {
        this.connection = connection;
        this.patience = patience;
        this.least = least;
        this.timer = timer;
    }

    /** The same, who wait for so many servers even where fewer are known. */
    public ClusterAccounts expecting(int servers) {
        return new ClusterAccounts(connection, patience, servers, timer);
    }

    /** The JWT of an account at each server that has loaded it; the others refuse to tell. */
    public ServerAnswers<String> jwts(String account) throws InterruptedException {
        byte[] body =
                new JsonWriter(96).begin().member("account", account).end().toByteArray();
        ServerAnswers<String> answers = ask(SERVERS + "ACCOUNTZ", body, ClusterAccounts::jwt);
        Map<String, String> loaded = new LinkedHashMap<>(answers.given());
        Map<String, String> others = new LinkedHashMap<>(answers.refused());
        // A server may know an account by the interest of others in it, without a JWT.
        answers.given().forEach((server, jwt) -> {
            if (jwt.isEmpty()) {
                loaded.remove(server);
                others.put(server, "not loaded");
            }
        });
        return new ServerAnswers<>(loaded, others, answers.servers());
    }

    private static String jwt(JsonReader in, Answering server) throws ClaimsException {
        String jwt = "";
        Members data = in.object(ACCOUNT);
        while (data.next()) {
            Members detail = in.object(DETAIL);
            while (detail.next()) {
                jwt = in.string();
            }
        }
        return jwt;
    }

    /**
     * The JWTs of an account that servers keep and have perhaps not loaded, one from each that keeps one; they do not say who they are.
     */
    public List<String> stored(String account) throws InterruptedException {
        ServerAnswers<String> kept = await(this.<String>asking()
                .begin(replies -> connection.askRaw(
                        "$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP",
                        NOTHING,
                        jwt -> replies.accept(new SystemReply<>(
                                SOMEBODY, 0, new String(jwt, StandardCharsets.US_ASCII), null, jwt.length)))));
        return kept.given().values().stream().filter(jwt -> !jwt.isEmpty()).toList();
    }

    /** The JWTs of the operators whose accounts each server takes. */
    public ServerAnswers<List<String>> operators() throws InterruptedException {
        return ask(SERVERS + "VARZ", NOTHING, (in, server) -> {
            List<String> jwts = List.of();
            Members data = in.object(SERVER);
            while (data.next()) {
                jwts = in.strings(MOST_OPERATORS);
            }
            return jwts;
        });
    }

    /** Gives an account another JWT: each server that keeps JWTs says that it has it now, or why not. */
    public ServerAnswers<String> update(String jwt) throws InterruptedException {
        return ask("$SYS.REQ.CLAIMS.UPDATE", jwt.getBytes(StandardCharsets.US_ASCII), (in, server) -> {
            String message = "";
            Members data = in.object(UPDATE);
            while (data.next()) {
                message = in.string();
            }
            return message;
        });
    }

    private <T> ServerAnswers<T> ask(String subject, byte[] body, SystemReply.Data<T> data)
            throws InterruptedException {
        ServerAsking<T> asking = asking();
        return await(asking.begin(replies -> connection.ask(subject, body, data, replies)));
    }

    private <T> ServerAsking<T> asking() {
        return new ServerAsking<>(connection, patience, least, AFTERWARDS, timer);
    }

    private static <T> ServerAnswers<T> await(CompletableFuture<ServerAnswers<T>> answers) throws InterruptedException {
        try {
            return answers.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking servers never fails", e);
        }
    }
}
