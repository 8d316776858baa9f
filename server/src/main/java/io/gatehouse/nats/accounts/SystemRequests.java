package io.gatehouse.nats.accounts;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks all servers of a cluster, as a user of the system account. */
public final class SystemRequests implements AutoCloseable {
    /** For the answer of a server that is known to be there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** After so long without another answer all servers have told that they are there. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final int MOST_SERVERS = 1000;
    /** As many as nats-server puts into an answer where nothing else is said. */
    private static final int PAGE = 1024;

    private static final int MOST_PAGES = 2000;

    private final Connection connection;
    /** Names by ids. */
    private final Map<String, String> servers;

    private SystemRequests(Connection connection, Map<String, String> servers) {
        this.connection = connection;
        this.servers = servers;
    }

    /**
     * Connects, and finds out which servers there are.
     *
     * @param creds of a user of the system account
     * @throws NoConnectionException when that cannot be, or no server answers such a user
     */
    public static SystemRequests connect(NatsSettings settings, Path creds)
            throws NoConnectionException, InterruptedException {
        NatsSettings asked = settings.as("gatehouse-keys", new Login.Creds(creds), settings.connectTimeout());
        Connection connection = SingleConnect.toAny(asked.inTurn(), attempt -> NatsOptions.forRequests(asked, attempt));
        Map<String, String> servers = new LinkedHashMap<>();
        SystemRequests requests = new SystemRequests(connection, servers);
        for (JsonValue answer : requests.ask("$SYS.REQ.SERVER.PING", "", MOST_SERVERS, QUIET)) {
            JsonValue server = member(answer, "server");
            servers.put(text(server, "id"), text(server, "name"));
        }
        if (servers.isEmpty()) {
            requests.close();
            throw new NoConnectionException(
                    "no server answers the user of " + creds + ": give credentials of a user of the system account");
        }
        return requests;
    }

    /** How many servers there are. */
    public int servers() {
        return servers.size();
    }

    /** The JWT of an account by the names of the servers that have loaded it. */
    public Map<String, String> accountJwts(String account) throws InterruptedException {
        Map<String, String> jwts = new TreeMap<>();
        String body = "{\"account\":\"" + account + "\"}";
        for (JsonValue answer : ask("$SYS.REQ.SERVER.PING.ACCOUNTZ", body, servers.size(), PATIENCE)) {
            String jwt = text(member(member(answer, "data"), "account_detail"), "jwt");
            if (!jwt.isEmpty()) {
                jwts.put(text(member(answer, "server"), "name"), jwt);
            }
        }
        return jwts;
    }

    /** How many sessions of an account each key has signed, by the key; the account's own key counts for those of no other. */
    public Map<String, Long> sessions(String account) throws InterruptedException {
        Map<String, Long> sessions = new TreeMap<>();
        for (String server : servers.keySet()) {
            int last = PAGE;
            for (int page = 0; last == PAGE && page < MOST_PAGES; page++) {
                String body = "{\"auth\":true,\"acc\":\"" + account + "\",\"limit\":" + PAGE + ",\"offset\":"
                        + page * PAGE + "}";
                last = count(ask("$SYS.REQ.SERVER." + server + ".CONNZ", body, 1, PATIENCE), sessions);
            }
        }
        return sessions;
    }

    private static int count(List<JsonValue> answers, Map<String, Long> sessions) {
        int found = 0;
        for (JsonValue answer : answers) {
            JsonValue connections = member(member(answer, "data"), "connections");
            if (connections != null && connections.array != null) {
                for (JsonValue each : connections.array) {
                    sessions.merge(text(each, "issuer_key"), 1L, Long::sum);
                    found++;
                }
            }
        }
        return found;
    }

    /**
     * Asks, and waits for answers.
     *
     * @param number so many are all
     * @param patience how long to wait for each
     */
    private List<JsonValue> ask(String subject, String body, int number, Duration patience)
            throws InterruptedException {
        List<JsonValue> answers = new ArrayList<>();
        Subscription inbox = connection.subscribe(connection.createInbox());
        try {
            connection.publish(subject, inbox.getSubject(), body.getBytes(StandardCharsets.UTF_8));
            while (answers.size() < number) {
                Message message = inbox.nextMessage(answers.isEmpty() ? PATIENCE : patience);
                JsonValue answer = message == null || message.isStatusMessage() ? null : read(message);
                if (answer == null) {
                    break;
                }
                answers.add(answer);
            }
            return answers;
        } finally {
            inbox.unsubscribe();
        }
    }

    /** Null when it is no JSON. */
    private static @Nullable JsonValue read(Message message) {
        try {
            return JsonParser.parse(message.getData());
        } catch (JsonParseException | RuntimeException e) {
            // The parser tells of some mistakes by exceptions that it does not mean to throw.
            return null;
        }
    }

    private static @Nullable JsonValue member(@Nullable JsonValue of, String name) {
        return of == null || of.map == null ? null : of.map.get(name);
    }

    private static String text(@Nullable JsonValue of, String name) {
        JsonValue value = member(of, name);
        return value == null || value.string == null ? "" : value.string;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
