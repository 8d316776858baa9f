package io.gatehouse.load.options;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.FileErrors;
import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.nats.NatsLogin;
import io.gatehouse.load.nats.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which nats-server, and as whom; a picocli mixin. */
public final class ServerConnectionOptions extends CheckedOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "nats://127.0.0.1:4222",
            description = "The nats-server: nats://host:port or tls://host:port. Default: ${DEFAULT-VALUE}")
    private String server = "";

    @Option(names = "--user", paramLabel = "NAME", description = "As whom to connect.")
    private @Nullable String user;

    @Option(names = "--password", paramLabel = "TEXT", description = "The password of --user.")
    private @Nullable String password;

    @Option(names = "--creds", paramLabel = "FILE", description = "A credentials file to connect with.")
    private @Nullable Path creds;

    @Option(names = "--nkey", paramLabel = "FILE", description = "A file with an nkey seed (SU...) to connect with.")
    private @Nullable Path nkey;

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /** The server's address. */
    public ServerAddress address() {
        ServerAddress address = usable(() -> ServerAddress.parse(server));
        return tls.isWanted() ? address.byTls() : address;
    }

    /** The login that the options name. */
    public NatsLogin login() {
        try {
            if (creds != null) {
                return new NatsLogin.CredsFileLogin(CredsFile.parse(Files.readString(creds)));
            }
            if (nkey != null) {
                return new NatsLogin.NkeyLogin(SigningKey.fromSeed(Files.readString(nkey)));
            }
        } catch (IOException e) {
            throw usage((creds != null ? "--creds " + creds : "--nkey " + nkey) + " cannot be read: "
                    + FileErrors.words(e));
        } catch (IllegalArgumentException wrong) {
            throw usage((creds != null ? "--creds " + creds : "--nkey " + nkey) + ": " + wrong.getMessage());
        }
        return new NatsLogin.Password(user, password);
    }

    /**
     * Connects.
     *
     * @throws LoadException when that does not succeed
     */
    public NatsConnection connect() {
        ServerAddress address = address();
        NatsLogin login = login();
        try {
            return NatsConnection.connect(address, login, tls.tls(), TIMEOUT);
        } catch (IOException e) {
            throw new LoadException("no connection to " + address + ": " + e.getMessage(), e);
        }
    }
}
