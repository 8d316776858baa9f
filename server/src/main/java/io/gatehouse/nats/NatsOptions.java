package io.gatehouse.nats;

import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.tls.TlsContext;
import io.gatehouse.tls.TlsSettings;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Turns our settings into those of the client library, for one connection to one server. */
public final class NatsOptions {
    /** Nothing is kept while the connection is lost: an answer of then is worth nothing afterwards. */
    private static final long KEEP_NOTHING = 0;

    /** For room in the client library's outgoing queue: with the usual budget before it, what nats-server waits. */
    private static final Duration LONGEST_PUSH = Duration.ofMillis(500);
    /** For the server to read what it is sent; then the connection is given up for a new one. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);
    /** A key of a bucket may be as long as a server's line, and comes in a line with more. */
    private static final int LONGEST_LINE = 64 * 1024;

    /** That a server is silent is for the transport to notice, which knows of all that is read. */
    private static final int NO_LIMIT = 0;

    private NatsOptions() {}

    /**
     * The client library's options for an attempt to connect.
     *
     * @throws IOException when a file that the settings name cannot be used; the message names it
     */
    public static Options.Builder of(NatsSettings settings, Attempt attempt) throws IOException {
        Options.Builder options = withoutLogin(settings, attempt);
        logIn(options, settings.login());
        return options;
    }

    /**
     * The same for those who make requests, and are to know at once when nobody is there to answer one. They may also read what others
     * have stored.
     *
     * @throws IOException when a file that the settings name cannot be used; the message names it
     */
    public static Options.Builder forRequests(NatsSettings settings, Attempt attempt) throws IOException {
        Options.Builder options = common(settings, attempt)
                .dataPortType(StreamPort.class.getName())
                .maxControlLine(LONGEST_LINE);
        logIn(options, settings.login());
        return options;
    }

    /**
     * The same without a login, for those who log in otherwise.
     *
     * @throws IOException when a file that the settings name cannot be used; the message names it
     */
    public static Options.Builder withoutLogin(NatsSettings settings, Attempt attempt) throws IOException {
        return common(settings, attempt).noNoResponders().noEcho();
    }

    private static Options.Builder common(NatsSettings settings, Attempt attempt) throws IOException {
        Options.Builder options = Options.builder()
                .connectionName(settings.name())
                .connectionTimeout(settings.connectTimeout())
                .pingInterval(settings.pings().interval())
                .maxPingsOut(NO_LIMIT)
                .reconnectBufferSize(KEEP_NOTHING)
                .writeQueuePushTimeout(LONGEST_PUSH)
                .socketWriteTimeout(LONGEST_WRITE)
                .dataPortType(PlainPort.class.getName());
        return reach(options, settings.tls(), attempt);
    }

    /** Says which server, and that it must be the one that it is meant to be. A lost connection is not made again. */
    static Options.Builder reach(Options.Builder options, TlsSettings tls, Attempt attempt) throws IOException {
        Server server = attempt.server();
        attempt.secures(tls);
        options.server(server.url().toString()).noReconnect();
        if (server.url().scheme().secure() || tls.configured()) {
            options.sslContext(TlsContext.of(tls, server.name(), attempt::upgrading));
        }
        if (tls.first()) {
            options.tlsFirst();
        }
        return options;
    }

    private static void logIn(Options.Builder options, Login login) throws IOException {
        if (login instanceof Login.Creds creds) {
            options.authHandler(Nats.credentials(readable(creds.file()).toString()));
        } else if (login instanceof Login.UserPassword user) {
            options.userInfo(user.user(), user.password().reveal());
        } else if (login instanceof Login.Token token) {
            options.token(token.token().reveal().toCharArray());
        } else if (login instanceof Login.NkeySeed nkey) {
            options.authHandler(NkeyLogin.of(SigningKey.fromSeed(nkey.seed().reveal())));
        } else if (login instanceof Login.Renewable renewable) {
            logIn(options, renewable.now());
        }
    }

    private static Path readable(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the credentials file " + file + " does not exist or cannot be read");
        }
        return file;
    }
}
