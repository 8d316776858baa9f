package io.gatehouse.transport;

import io.gatehouse.crypto.SigningKey;
import io.gatehouse.transport.NatsSettings.Login;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Turns our settings into those of the client library. */
final class NatsOptions {
    /** Nothing is kept while the connection is lost: an answer of then is worth nothing afterwards. */
    private static final long KEEP_NOTHING = 0;

    /** For room in the client library's outgoing queue: with the usual budget before it, what nats-server waits. */
    private static final Duration LONGEST_PUSH = Duration.ofMillis(500);
    /** For the server to read what it is sent; then the connection is given up for a new one. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private NatsOptions() {}

    /**
     * @throws IOException when a file that the settings name cannot be used; the message names it
     */
    static Options.Builder of(NatsSettings settings) throws IOException {
        Backoff backoff = new Backoff(settings.reconnectWait(), settings.reconnectMaxWait());
        Options.Builder options = Options.builder()
                .servers(settings.servers().toArray(new String[0]))
                .connectionName(settings.name())
                .connectionTimeout(settings.connectTimeout())
                .maxReconnects(-1)
                .reconnectDelayHandler(backoff::after)
                .reconnectBufferSize(KEEP_NOTHING)
                .writeQueuePushTimeout(LONGEST_PUSH)
                .socketWriteTimeout(LONGEST_WRITE)
                .noNoResponders()
                .noEcho();
        logIn(options, settings.login());
        if (settings.tls().configured()) {
            options.sslContext(TlsContext.of(settings.tls()));
        }
        if (settings.tls().first()) {
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
            options.authHandler(new SeedLogin(SigningKey.fromSeed(nkey.seed().reveal())));
        }
    }

    private static Path readable(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the credentials file " + file + " does not exist or cannot be read");
        }
        return file;
    }
}
