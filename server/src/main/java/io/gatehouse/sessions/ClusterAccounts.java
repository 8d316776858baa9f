package io.gatehouse.sessions;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.sessions.SystemReply.Answering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The accounts of a cluster, as each of its servers has them; for a command, since everything here waits until all servers have answered,
 * or none has for a while.
 */
public final class ClusterAccounts {
    private static final String SERVERS = "$SYS.REQ.SERVER.PING.";
    private static final byte[] NOTHING = {};

    /** Answers that are taken at a time. */
    private static final int MOST = 4_096;

    private static final int MOST_OPERATORS = 100;
    private static final Names ACCOUNT = new Names("account_detail");
    private static final Names DETAIL = new Names("jwt");
    private static final Names SERVER = new Names("trusted_operators_jwt");
    private static final Names UPDATE = new Names("message");

    private final SystemConnection connection;
    private final Duration patience;

    ClusterAccounts(SystemConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
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
        BlockingQueue<String> replies = new ArrayBlockingQueue<>(MOST);
        int servers = servers();
        List<String> found = new ArrayList<>();
        SystemConnection.Asked asked = connection.askRaw(
                "$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP",
                NOTHING,
                jwt -> replies.offer(new String(jwt, StandardCharsets.US_ASCII)));
        try {
            for (int heard = 0; heard < servers || servers == 0; heard++) {
                String jwt = replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                if (jwt == null) {
                    break;
                }
                if (!jwt.isEmpty()) {
                    found.add(jwt);
                }
            }
            return found;
        } finally {
            asked.close();
        }
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
        int servers = servers();
        BlockingQueue<SystemReply<T>> replies = new ArrayBlockingQueue<>(MOST);
        Map<String, T> given = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        SystemConnection.Asked asked = connection.ask(subject, body, data, replies::offer);
        try {
            while (servers == 0 || given.size() + refused.size() < servers) {
                SystemReply<T> reply = replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                if (reply == null) {
                    break;
                }
                put(reply, given, refused);
            }
            return new ServerAnswers<>(given, refused, servers);
        } finally {
            asked.close();
        }
    }

    private static <T> void put(SystemReply<T> reply, Map<String, T> given, Map<String, String> refused) {
        T data = reply.data();
        String name = reply.server().name();
        String server = name.isEmpty() ? reply.server().id() : name;
        if (data == null) {
            refused.put(server, reply.error() == null ? "it does not say why" : reply.error());
        } else {
            given.put(server, data);
        }
    }

    /** How many servers there are; 0 where none says so in time. */
    private int servers() throws InterruptedException {
        try {
            return connection.servers(patience).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        }
    }
}
