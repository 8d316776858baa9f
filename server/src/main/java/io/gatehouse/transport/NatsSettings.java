package io.gatehouse.transport;

import io.gatehouse.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach nats-server, and who we are there.
 *
 * @param servers URLs of the servers, at least one; tried in turn
 * @param name the connection's name, as {@code nats server report connections} shows it
 * @param queueGroup instances in one group share the requests
 * @param connectTimeout for one attempt at one server
 * @param reconnectWait the first pause after a failed round, before jitter; doubled each time
 * @param reconnectMaxWait the longest pause
 * @param sendBuffer what the kernel is asked to hold of our answers while the server does not read, in bytes; by its own
 *     measure it lets megabytes of them grow old
 */
public record NatsSettings(
        List<String> servers,
        String name,
        Login login,
        String queueGroup,
        Tls tls,
        Duration connectTimeout,
        Duration reconnectWait,
        Duration reconnectMaxWait,
        int sendBuffer) {
    public static final String DEFAULT_SERVER = "nats://127.0.0.1:4222";
    public static final String DEFAULT_NAME = "gatehouse";
    public static final String DEFAULT_QUEUE_GROUP = "gatehouse";
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration DEFAULT_RECONNECT_WAIT = Duration.ofMillis(100);
    public static final Duration DEFAULT_RECONNECT_MAX_WAIT = Duration.ofSeconds(5);
    public static final int DEFAULT_SEND_BUFFER = 256 * 1024;
    public static final int MIN_SEND_BUFFER = 16 * 1024;
    public static final int MAX_SEND_BUFFER = 64 * 1024 * 1024;

    public NatsSettings {
        servers = List.copyOf(servers);
        require(!servers.isEmpty(), "at least one server is needed");
        require(!name.isBlank(), "the connection's name is empty");
        require(isSubjectToken(queueGroup), "the queue group is empty, or has white space in it");
        requirePositive(connectTimeout, "the connect timeout");
        requirePositive(reconnectWait, "the reconnect wait");
        require(reconnectMaxWait.compareTo(reconnectWait) >= 0, "the longest reconnect wait is below the first one");
        require(
                sendBuffer >= MIN_SEND_BUFFER && sendBuffer <= MAX_SEND_BUFFER,
                "the send buffer must be between 16 KiB and 64 MiB");
    }

    /** The defaults, for one server and one login. */
    public static NatsSettings of(String server, Login login) {
        return new NatsSettings(
                List.of(server),
                DEFAULT_NAME,
                login,
                DEFAULT_QUEUE_GROUP,
                Tls.DEFAULT,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_RECONNECT_WAIT,
                DEFAULT_RECONNECT_MAX_WAIT,
                DEFAULT_SEND_BUFFER);
    }

    /** The same ways, to other servers, under another name and as somebody else. */
    NatsSettings as(String otherName, Login otherLogin, List<String> otherServers) {
        return new NatsSettings(
                otherServers,
                otherName,
                otherLogin,
                queueGroup,
                tls,
                connectTimeout,
                reconnectWait,
                reconnectMaxWait,
                sendBuffer);
    }

    /** A text without the users and passwords that the URLs in it may bear. */
    static String withoutUser(String text) {
        return text.replaceAll("//[^/@]*@", "//");
    }

    private static boolean isSubjectToken(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    }

    private static void requirePositive(Duration duration, String what) {
        require(!duration.isNegative() && !duration.isZero(), what + " must be longer than zero");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The ways to log in. */
    public sealed interface Login {
        /** No credentials: what the URL itself carries, or a server that asks for none. */
        record None() implements Login {}

        /** A credentials file: a user JWT and its seed. */
        record Creds(Path file) implements Login {}

        /** User and password. */
        record UserPassword(String user, Secret password) implements Login {}

        /** A user seed ({@code SU…}) whose public key the server knows. */
        record NkeySeed(Secret seed) implements Login {}

        /** A token. */
        record Token(Secret token) implements Login {}
    }

    /**
     * TLS to the server; certificates and keys are PEM files. TLS is used when the URL says {@code tls://}, when the
     * server asks for it, or when any of these is set.
     *
     * @param ca whom to trust; null for the JDK's trust store
     * @param cert our certificate chain, together with the key or not at all
     * @param first whether to begin with the handshake instead of waiting for the server's INFO
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path cert,
            @Nullable Path key,
            boolean first) {
        public static final Tls DEFAULT = new Tls(null, null, null, false);

        public Tls {
            require((cert == null) == (key == null), "a TLS certificate and its key go together");
        }

        /** Whether anything was set. */
        public boolean configured() {
            return ca != null || cert != null || first;
        }
    }
}
