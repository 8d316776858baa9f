package io.gatehouse.nats;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.NatsSettings.Pings;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys below {@code nats}, and what they say. */
public final class NatsSection {
    static final Key<String> NAME =
            Key.word("name", "gatehouse").help("Name of the connection, as `nats server report connections` shows it.");
    static final Key<String> QUEUE_GROUP =
            Key.word("queue_group", "gatehouse").help("Instances with the same queue group share the requests.");
    static final Key<Duration> CONNECT_TIMEOUT = wait("connect_timeout", "2s", "10ms")
            .help("How long one attempt at one server may take, its answer to our login included.");
    static final Key<Duration> RECONNECT_WAIT = wait("reconnect_wait", "100ms", "10ms")
            .help("First pause after all servers failed; doubled each time, with jitter. A connection counts as failed"
                    + " when it lasts for less than `nats.reconnect_max_wait`.");
    static final Key<Duration> RECONNECT_MAX_WAIT =
            wait("reconnect_max_wait", "5s", "10ms").help("Longest pause. Gatehouse never stops trying.");
    static final Key<Duration> PING_INTERVAL = wait("ping_interval", "2s", "100ms")
            .help("How often nats-server is pinged, from 100 ms to 10 minutes. Whatever it sends counts as a sign of"
                    + " life.");
    static final Key<Integer> PING_MAX = Key.count("ping_max", "2", 1, 100)
            .help("The connection is given up for a new one, and `/readyz` returns 503, after this number of"
                    + " ping intervals in which nats-server has sent nothing. From 1 to 100.");
    static final Key<Long> SEND_BUFFER = Key.size("send_buffer", "256KiB", "16KiB", "64MiB")
            .help("The size of the kernel's buffer for answers that nats-server [has not read"
                    + " yet](../overload.md#when-nats-server-cannot-keep-up), from 16 KiB to 64 MiB. More than"
                    + " 3,000 answers a second to a server 50 ms away need a larger one.");

    private static final Key<List<String>> URL = Key.list("url", "nats://127.0.0.1:4222")
            .holdingSecret()
            .help("The servers to connect to, `nats://`, `tls://`, `ws://` or `wss://`, [tried in turn](#servers). A"
                    + " list, or one text with commas. A user, password or token in a URL is a secret, is shown"
                    + " nowhere, and counts as the login.")
            .option("URL", "Server URLs, comma-separated. Default: nats://127.0.0.1:4222", "-s", "--server");
    private static final Key<List<String>> OTHER_URL = Key.list("url", "")
            .holdingSecret()
            .help("The servers to connect to, as in `nats.url`; when left out, those of `nats.url`.")
            .option("URL", "Server URLs, comma-separated. Default: nats://127.0.0.1:4222", "-s", "--server");
    private static final Key<Path> CREDS = Key.of("creds", "file", "", NatsSection::credsFile)
            .holdingSecret()
            .help("Credentials file (user JWT and seed) of the service: operator mode.")
            .option("FILE", "Credentials file of the service (operator mode).", "--creds");
    private static final Key<String> USER = Key.text("user", "")
            .help("User of the service: config mode. It must be listed in the callout's `auth_users`.")
            .option("NAME", "User of the service (config mode).", "--user");
    private static final Key<Secret> PASSWORD = Key.secret("password")
            .help("The user's password, written out. Better from the environment, or in a file of its own.")
            .option("TEXT", "The user's password. Better: GATEHOUSE_NATS_PASSWORD in the environment.", "--password");
    private static final Key<Secret> PASSWORD_FILE =
            Key.secretFile("password_file").help("File whose content is the password.");
    private static final Key<SigningKey> NKEY = Key.signingKey("nkey", NkeyKind.USER)
            .help("User seed (`SU...`), or a file with it, for a user that the server knows by its nkey.")
            .option("SEED", "User seed, or a file with it.", "--nkey");
    private static final Key<Secret> TOKEN = Key.secret("token").help("Token, written out.");
    private static final Key<Secret> TOKEN_FILE = Key.secretFile("token_file").help("File whose content is the token.");
    private static final Key<Boolean> MICRO =
            Key.flag("micro", true).help("Whether `nats micro` finds the service (`$SRV.>`).");

    private static final Key<Path> TLS_CA = TlsSection.CA.option("FILE", "Certificates to trust (PEM).", "--tlsca");
    private static final Key<Path> TLS_CERT = TlsSection.CERT.option("FILE", "Our certificate (PEM).", "--tlscert");
    private static final Key<Path> TLS_KEY = TlsSection.KEY.option("FILE", "The certificate's key (PEM).", "--tlskey");
    private static final Key<String> TLS_SERVER_NAME =
            TlsSection.SERVER_NAME.help("Name or IP address that the [servers' certificates must be"
                    + " for](#whom-tls-trusts), where it is not the host of the URL.");
    private static final Key<Boolean> TLS_FIRST = Key.flag("first", false)
            .help("Whether to begin with the TLS handshake (the server's `handshake_first`).")
            .option("true|false", "Begin with the TLS handshake.", "--tlsfirst");
    private static final Section TLS = Section.of("tls", TLS_CA, TLS_CERT, TLS_KEY, TLS_SERVER_NAME, TLS_FIRST);

    /** All of them. */
    public static final Section SECTION = Section.of(
            "nats",
            URL,
            CREDS,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            NKEY,
            TOKEN,
            TOKEN_FILE,
            NAME,
            QUEUE_GROUP,
            CONNECT_TIMEOUT,
            RECONNECT_WAIT,
            RECONNECT_MAX_WAIT,
            PING_INTERVAL,
            PING_MAX,
            MICRO,
            SEND_BUFFER,
            TLS);

    /** Those of a connection that somebody else than the service's answering makes, as a directory. */
    public static final Section CONNECTION = Section.of(
            "nats",
            OTHER_URL,
            CREDS.help("Credentials file (user JWT and seed) of this connection's user.")
                    .option("FILE", "Credentials file to log in to nats-server with.", "--creds"),
            USER.help("User of this connection.")
                    .option("NAME", "User to log in to nats-server as; password in GATEHOUSE_NATS_PASSWORD.", "--user"),
            PASSWORD.help("The user's password, written out. Better from the environment, or in a file of its own."),
            PASSWORD_FILE,
            NKEY,
            TOKEN,
            TOKEN_FILE,
            NAME,
            CONNECT_TIMEOUT.help("How long one attempt at one server may take, and one request to it."),
            RECONNECT_WAIT.help(
                    "The first pause after all servers have failed, or have not answered a request; doubled each"
                            + " time, with jitter."),
            RECONNECT_MAX_WAIT,
            PING_INTERVAL.help("How often nats-server is pinged, from 100 ms to 10 minutes."),
            TLS);

    private static final String MANY_LOGINS =
            "the servers' URLs bear different users, passwords or tokens: servers of one"
                    + " cluster know the same users, so give one login for all, as nats.user and nats.password_file, say";

    private final Values in;
    private final List<ServerUrl> urls = new ArrayList<>();
    private final List<Login> loginsOfUrls = new ArrayList<>();

    private NatsSection(Values in) {
        this.in = in;
    }

    /** As it is configured below the section {@code nats} of these, be it {@link #SECTION} or {@link #CONNECTION}. */
    public static NatsSettings read(Values root) {
        return new NatsSection(root.in(SECTION)).settings();
    }

    /**
     * The connection that is configured in {@link #CONNECTION}: to the servers of another, and with its TLS, where these are left
     * out; with a login of its own.
     */
    public static NatsSettings read(Values parent, NatsSettings other) {
        Values in = parent.in(CONNECTION);
        NatsSettings read = read(parent);
        return new NatsSettings(
                in.gives(URL) ? read.servers() : other.servers(),
                read.name(),
                read.login(),
                read.queueGroup(),
                in.givesAnyOf(TLS) ? read.tls() : other.tls(),
                read.connectTimeout(),
                read.reconnectWait(),
                read.reconnectMaxWait(),
                read.pings(),
                read.micro(),
                read.sendBuffer());
    }

    /** Notes that the credentials of {@link #SECTION} cannot be used, when they cannot. */
    public static void refuseCreds(Values root, NatsSettings settings) {
        if (settings.login() instanceof Login.Creds creds) {
            try {
                RenewableCreds unused = RenewableCreds.open(creds.file());
            } catch (CredsFileException e) {
                root.in(SECTION).problem(CREDS, e.problem());
            }
        }
    }

    private NatsSettings settings() {
        readUrls();
        Duration wait = in.get(RECONNECT_WAIT);
        return new NatsSettings(
                urls.isEmpty() ? List.of(ServerUrl.of(URL.defaultText())) : urls,
                in.get(NAME),
                login(),
                in.get(QUEUE_GROUP),
                tls(),
                in.get(CONNECT_TIMEOUT),
                wait,
                maxWait(wait),
                new Pings(in.get(PING_INTERVAL), in.get(PING_MAX)),
                in.get(MICRO),
                in.get(SEND_BUFFER).intValue());
    }

    private Duration maxWait(Duration wait) {
        Duration longest = in.get(RECONNECT_MAX_WAIT);
        if (longest.compareTo(wait) >= 0) {
            return longest;
        }
        in.problem(RECONNECT_MAX_WAIT, "is shorter than " + in.path(RECONNECT_WAIT));
        return wait;
    }

    private void readUrls() {
        List<String> texts = in.get(URL);
        for (int i = 0; i < texts.size(); i++) {
            try {
                ServerUrlReading.Found read = ServerUrlReading.read(texts.get(i));
                urls.add(read.url());
                if (!(read.login() instanceof Login.None)) {
                    loginsOfUrls.add(read.login());
                }
            } catch (ServerUrlException e) {
                String which = texts.size() == 1 ? "" : "server " + (i + 1) + " of " + texts.size() + ": ";
                in.problem(URL, which + e.getMessage());
            }
        }
        Given given = in.given(URL);
        if (given != null && !loginsOfUrls.isEmpty()) {
            given.isSecret();
        }
        if (loginsOfUrls.stream().map(NatsSection::revealed).distinct().count() > 1) {
            in.problem(URL, MANY_LOGINS);
        }
    }

    /** Secrets are not equal to each other, whatever their texts. */
    private static List<String> revealed(Login login) {
        if (login instanceof Login.UserPassword user) {
            return List.of(user.user(), user.password().reveal());
        }
        return login instanceof Login.Token token ? List.of(token.token().reveal()) : List.of();
    }

    /** A way to log in, and what was given for it. */
    private record Way(List<Given> given, Supplier<@Nullable Login> login) {
        boolean isAtLeastAsStrongAs(Way other) {
            return given.stream().anyMatch(own -> other.given.stream().allMatch(own::isAtLeastAsStrongAs));
        }
    }

    private Way way(Supplier<@Nullable Login> login, Key<?>... keys) {
        return new Way(
                Stream.of(keys).flatMap(key -> Stream.ofNullable(in.given(key))).toList(), login);
    }

    /** An option for one way to log in sets aside another way that the file tells of. */
    private Login login() {
        List<Way> given = Stream.of(
                        loginsOfUrls.isEmpty() ? way(() -> null) : way(() -> loginsOfUrls.get(0), URL),
                        way(this::creds, CREDS),
                        way(this::userPassword, USER, PASSWORD, PASSWORD_FILE),
                        way(this::nkey, NKEY),
                        way(this::token, TOKEN, TOKEN_FILE))
                .filter(way -> !way.given.isEmpty())
                .toList();
        List<Way> strong = given.stream()
                .filter(way -> given.stream().allMatch(way::isAtLeastAsStrongAs))
                .toList();
        if (strong.isEmpty()) {
            return new Login.None();
        }
        if (strong.size() > 1) {
            in.problem(
                    strong.get(1).given.get(0),
                    "one way to log in is enough, and "
                            + strong.get(0).given.get(0).path() + " is given too; remove one of them");
        }
        Login login = strong.get(0).login.get();
        return login == null ? new Login.None() : login;
    }

    private @Nullable Login creds() {
        Path file = in.find(CREDS);
        return file == null ? null : new Login.Creds(file);
    }

    private @Nullable Login userPassword() {
        String user = in.find(USER);
        Secret password = in.stronger(PASSWORD, PASSWORD_FILE);
        if (user == null) {
            in.problem(in.gives(PASSWORD) ? PASSWORD : PASSWORD_FILE, "a password needs a user; set " + in.path(USER));
            return null;
        }
        if (!in.gives(PASSWORD) && !in.gives(PASSWORD_FILE)) {
            in.problem(
                    USER,
                    "the user needs a password; set " + in.path(PASSWORD_FILE) + ", or the environment variable "
                            + in.variable(PASSWORD));
        }
        return password == null ? null : new Login.UserPassword(user, password);
    }

    private @Nullable Login nkey() {
        SigningKey key = in.find(NKEY);
        return key == null ? null : new Login.NkeySeed(Secret.of(key.seed()));
    }

    private @Nullable Login token() {
        Secret token = in.stronger(TOKEN, TOKEN_FILE);
        return token == null ? null : new Login.Token(token);
    }

    private TlsSettings tls() {
        Values tls = in.in(TLS);
        return TlsSection.read(tls, tls.get(TLS_FIRST));
    }

    private static Path credsFile(Given given) {
        Path file = readable(given);
        given.isSecretFile(file);
        String mistake = CredsEncoding.mistake(file);
        if (mistake != null) {
            throw new IllegalArgumentException("the file " + file + " " + mistake);
        }
        return file;
    }

    private static Path readable(Given given) {
        Path file = given.file();
        if (!Files.isReadable(file)) {
            String reason = Files.exists(file) ? "cannot be read: permission denied" : "there is no such file";
            throw new IllegalArgumentException("the file " + file + ": " + reason);
        }
        return file;
    }

    private static Key<Duration> wait(String name, String byDefault, String least) {
        return Key.duration(name, byDefault, least, "10m");
    }
}
