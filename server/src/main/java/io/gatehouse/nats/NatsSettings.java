package io.gatehouse.nats;

import io.gatehouse.config.Requirement;
import io.gatehouse.crypto.Secret;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the connection to nats-server, and the service's login.
 *
 * @param servers the servers, at least one; tried in turn
 * @param name the connection's name, as {@code nats server report connections} shows it
 * @param queueGroup instances in one group share the requests
 * @param connectTimeout for one attempt at one server
 * @param reconnectWait the first pause after a failed round, before jitter; doubled each time
 * @param reconnectMaxWait the longest pause
 * @param pings how a server that hangs is noticed
 * @param micro whether to answer those who look for micro services
 * @param sendBuffer what the kernel is asked to hold of our answers while the server does not read, in bytes; by its own
 *     measure it lets megabytes of them grow old
 */
public record NatsSettings(
        List<ServerUrl> servers,
        String name,
        Login login,
        String queueGroup,
        TlsSettings tls,
        Duration connectTimeout,
        Duration reconnectWait,
        Duration reconnectMaxWait,
        Pings pings,
        boolean micro,
        int sendBuffer) {
    public static final int DEFAULT_SEND_BUFFER =
            NatsSection.SEND_BUFFER.standard().intValue();

    public NatsSettings {
        servers = List.copyOf(servers);
        Requirement.that(!servers.isEmpty(), "at least one server is needed");
        Requirement.that(!name.isBlank(), "the connection's name is empty");
        Requirement.that(isSubjectToken(queueGroup), "the queue group is empty, or has white space in it");
        requirePositive(connectTimeout, "the connect timeout");
        requirePositive(reconnectWait, "the reconnect wait");
        Requirement.that(
                reconnectMaxWait.compareTo(reconnectWait) >= 0, "the longest reconnect wait is below the first one");
        NatsSection.SEND_BUFFER.require((long) sendBuffer);
    }

    /** The defaults, for one server and one login. */
    public static NatsSettings of(ServerUrl server, Login login) {
        return new NatsSettings(
                List.of(server),
                NatsSection.NAME.standard(),
                login,
                NatsSection.QUEUE_GROUP.standard(),
                TlsSettings.DEFAULT,
                NatsSection.CONNECT_TIMEOUT.standard(),
                NatsSection.RECONNECT_WAIT.standard(),
                NatsSection.RECONNECT_MAX_WAIT.standard(),
                Pings.DEFAULT,
                true,
                DEFAULT_SEND_BUFFER);
    }

    /** The same servers, under another name, with another login and another limit for one attempt. */
    public NatsSettings as(String otherName, Login otherLogin, Duration otherTimeout) {
        return new NatsSettings(
                servers,
                otherName,
                otherLogin,
                queueGroup,
                tls,
                otherTimeout,
                reconnectWait,
                reconnectMaxWait,
                pings,
                micro,
                sendBuffer);
    }

    /** The same servers, with the login and the TLS of others. */
    public NatsSettings reached(NatsSettings other) {
        return new NatsSettings(
                servers,
                name,
                other.login,
                queueGroup,
                other.tls,
                connectTimeout,
                reconnectWait,
                reconnectMaxWait,
                pings,
                micro,
                sendBuffer);
    }

    /** The same, with the login of others. */
    public NatsSettings loggedInAs(NatsSettings other) {
        return as(name, other.login, connectTimeout);
    }

    /** The same, with a login that can be replaced later by {@link #logInAs}. */
    public NatsSettings renewable() {
        return as(name, new Login.Renewable(login), connectTimeout);
    }

    /** Connections that are made from now on log in as these others say; only for settings that are {@link #renewable}. */
    public void logInAs(NatsSettings others) {
        if (login instanceof Login.Renewable renewable) {
            renewable.now = others.login;
        }
    }

    /** The files that are read for each new connection, by the keys below {@code nats} that name them. */
    public Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        put("nats.creds", login instanceof Login.Creds creds ? creds.file() : null, files);
        put("nats.tls.ca", tls.ca(), files);
        put("nats.tls.cert", tls.cert(), files);
        put("nats.tls.key", tls.key(), files);
        return files;
    }

    private static void put(String key, @Nullable Path file, Map<String, Path> files) {
        if (file != null) {
            files.put(key, file);
        }
    }

    /** The servers, in turn. */
    public List<Server> inTurn() {
        return servers.stream().map(url -> Server.configured(url, tls)).toList();
    }

    private static boolean isSubjectToken(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    }

    private static void requirePositive(Duration duration, String what) {
        Requirement.that(!duration.isNegative() && !duration.isZero(), what + " must be longer than zero");
    }

    /** The ways to log in. */
    public sealed interface Login {
        /** The configuration keys that it comes from. */
        default String keys() {
            if (this instanceof UserPassword) {
                return "nats.user and its password (nats.password or nats.password_file, or both in nats.url)";
            }
            if (this instanceof Creds) {
                return "nats.creds";
            }
            if (this instanceof NkeySeed) {
                return "nats.nkey";
            }
            if (this instanceof Renewable renewable) {
                return renewable.now.keys();
            }
            return this instanceof Token ? "nats.token" : "which login it wants (nats.creds, nats.user or nats.nkey)";
        }

        /** No credentials, for a server that asks for none. */
        record None() implements Login {}

        /** A credentials file: a user JWT and its seed. */
        record Creds(Path file) implements Login {}

        /** User and password. */
        record UserPassword(String user, Secret password) implements Login {}

        /** A user seed ({@code SU…}) whose public key the server knows. */
        record NkeySeed(Secret seed) implements Login {}

        /** A token. */
        record Token(Secret token) implements Login {}

        /** One that is replaced while the service runs: a connection is made with the one of that moment. */
        final class Renewable implements Login {
            private volatile Login now;

            private Renewable(Login first) {
                this.now = first;
            }

            Login now() {
                return now;
            }
        }
    }

    /**
     * Pings to the server. Whatever it sends counts as a sign of life, not its PONG alone, which waits behind the requests
     * of a storm.
     *
     * @param interval between two pings
     * @param max after so many intervals in which a read brought nothing at all the connection is given up
     */
    public record Pings(Duration interval, int max) {
        public static final Pings DEFAULT =
                new Pings(NatsSection.PING_INTERVAL.standard(), NatsSection.PING_MAX.standard());

        public Pings {
            requirePositive(interval, "the ping interval");
            Requirement.that(max >= 1, "at least one ping must go unanswered");
        }

        public Duration patience() {
            return interval.multipliedBy(max);
        }
    }
}
