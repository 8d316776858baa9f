package io.gatehouse.directory.postgres;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.postgres.PostgresSettings.Connecting;
import io.gatehouse.directory.postgres.PostgresSettings.Encryption;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a directory in a PostgreSQL database, and what they say. */
final class PostgresKeys {
    private static final Pattern CHANNEL = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private static final Key<List<String>> URL = Key.list("url", "")
            .holdingSecret()
            .help("Type `postgres`: the server, as `postgresql://USER@HOST:PORT/DATABASE`; several, as a list or"
                    + " with commas, are tried in turn. A password in it is a secret and is shown nowhere, but"
                    + " `password_file` is better. Instead of `host`, `port`, `database` and `user`.");
    private static final Key<List<String>> HOST = Key.list("host", "")
            .help("Type `postgres`: the server's name or address; several, as a list or with commas, are tried in"
                    + " turn.");
    private static final Key<Integer> PORT =
            Key.count("port", "5432", 1, 65_535).help("The port of every `host`.");
    private static final Key<String> DATABASE =
            Key.text("database", "").help("The database. Required, here or in" + " `url`.");
    private static final Key<String> USER = Key.text("user", "")
            .help("Type `postgres`: the role to log in as. Required, here or in `url`. It should be allowed to"
                    + " read what the query reads, and nothing else.");
    private static final Key<Secret> PASSWORD = Key.secret("password")
            .help("The role's password, written out. Better from the environment, or in a file of its own.");
    private static final Key<Secret> PASSWORD_FILE =
            Key.secretFile("password_file").help("File whose content is the password.");
    private static final Key<SslMode> SSLMODE = Key.of(
                    "sslmode", SslMode.words(), "", given -> SslMode.named(given.text()))
            .help("Whether connections are encrypted and how the server is verified, in PostgreSQL's own words:"
                    + " `disable`, `require` (encrypted, but the server is not verified), `verify-ca` (the certificate"
                    + " is from a trusted CA), `verify-full` (and it is for the right host). Default: `verify-full`, or"
                    + " `disable` if every host is a loopback address and nothing below `tls` is set.");
    private static final Key<UserQuery> QUERY = Key.of("query", "SQL", "", given -> UserQuery.parse(given.text()))
            .help("Type `postgres`: the statement that finds a user. It returns one row or none, and contains"
                    + " [`:user` and other parameters](../guides/postgres.md) for values of the login. Required.");
    private static final Key<PasswordDecision> PASSWORD_CHECK = Key.choice("password_check", PasswordDecision.HASH)
            .help("Who checks the password: Gatehouse, with the hash in the column `password` (`hash`); or the"
                    + " `database`: a row means that it is right, so the query must contain `:password` or `:token`.");
    private static final Key<Integer> POOL_SIZE = Key.count("pool_size", "8", 1, 1_000)
            .help("The maximum number of connections, from 1 to 1,000; one more for `listen`.");
    private static final Key<Duration> MAX_LIFE_TIME = Key.duration("max_life_time", "30m", "1s", "24h")
            .help("How long a connection is used before it is replaced, from 1 s to 24 hours.");
    private static final Key<Duration> CONNECT_TIMEOUT = Key.duration("connect_timeout", "2s", "10ms", "1m")
            .help("How long it may take to connect to one host and to log in there.");
    private static final Key<String> LISTEN = Key.of("listen", "channel", "", PostgresKeys::channel)
            .help("The channel on which the database sends notifications about [changed"
                    + " users](../guides/postgres.md), who are then removed from the cache. Without it, changes take"
                    + " effect after `cache.ttl`.");

    private static final Key<TargetSession> TARGET = Key.of(
                    "target_session_attrs", "any or primary", "", given -> target(given.text()))
            .help("Type `postgres`: which of several hosts are queried, in PostgreSQL's own words: `any` or"
                    + " `primary`. Default: without `listen`, any; with `listen`, the primary as long as it sends"
                    + " notifications, because a standby may not have the change yet, and any host otherwise.");

    /** All of them. */
    static final List<Entry> ALL = List.of(
            URL,
            HOST,
            PORT,
            DATABASE,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            SSLMODE,
            TlsSection.SECTION,
            QUERY,
            PASSWORD_CHECK,
            POOL_SIZE,
            MAX_LIFE_TIME,
            CONNECT_TIMEOUT,
            LISTEN,
            TARGET);

    private final Values in;
    private final List<DatabaseUrl> urls = new ArrayList<>();

    private PostgresKeys(Values in) {
        this.in = in;
    }

    /** What is configured; null, and problems, where that cannot be used. */
    static @Nullable PostgresSettings read(String name, Values values) {
        return new PostgresKeys(values).settings(name);
    }

    private static TargetSession target(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "any" -> TargetSession.ANY;
            case "primary", "read-write" -> TargetSession.PRIMARY;
            default -> throw new IllegalArgumentException("'" + word + "' is unknown; use any or primary");
        };
    }

    private static String channel(Given given) {
        if (!CHANNEL.matcher(given.text()).matches()) {
            throw new IllegalArgumentException(
                    "must be a channel's name: up to 63 lower-case letters, digits and underscores");
        }
        return given.text();
    }

    private @Nullable PostgresSettings settings(String name) {
        readUrls();
        List<DatabaseHost> hosts = hosts();
        String database = required(DATABASE, DatabaseUrl::database, "name the database, here or in url");
        String user = required(USER, DatabaseUrl::user, "name the role to log in as, here or in url");
        Secret password = password();
        UserQuery query = in.find(
                QUERY,
                "write the statement that finds a user, such as"
                        + " SELECT name, password, account FROM users WHERE name = :user");
        TlsSettings tls = TlsSection.read(in);
        SslMode mode = mode(hosts);
        if (hosts.isEmpty() || database == null || user == null || query == null) {
            return null;
        }
        try {
            return new PostgresSettings(
                    name,
                    hosts,
                    database,
                    user,
                    password,
                    new Encryption(mode, tls, "directories." + name),
                    query,
                    in.get(PASSWORD_CHECK),
                    new Connecting(in.get(POOL_SIZE), in.get(MAX_LIFE_TIME), in.get(CONNECT_TIMEOUT)),
                    in.find(LISTEN),
                    in.find(TARGET));
        } catch (IllegalArgumentException e) {
            in.problem(QUERY, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void readUrls() {
        Given given = in.given(URL);
        List<String> texts = given == null ? null : in.find(URL);
        if (given == null || texts == null) {
            return;
        }
        for (String text : texts) {
            try {
                urls.add(DatabaseUrl.parse(text));
            } catch (IllegalArgumentException e) {
                in.problem(URL, String.valueOf(e.getMessage()));
            }
        }
        if (urls.stream().anyMatch(url -> url.password() != null)) {
            given.isSecret();
        }
        if (urls.stream()
                                .map(url -> url.user() + "\n" + url.database())
                                .distinct()
                                .count()
                        > 1
                || urls.stream().map(PostgresKeys::revealed).distinct().count() > 1) {
            in.problem(URL, "has URLs with different users, passwords or databases: all servers have the same");
        }
        for (Key<?> key : List.of(HOST, PORT)) {
            in.problem(key, "is in url as well; remove one of them");
        }
    }

    private static String revealed(DatabaseUrl url) {
        Secret password = url.password();
        return password == null ? "" : password.reveal();
    }

    private List<DatabaseHost> hosts() {
        if (in.gives(URL)) {
            return urls.stream().map(DatabaseUrl::host).toList();
        }
        List<String> hosts = in.find(HOST, "name the server, here or in url");
        int port = in.get(PORT);
        return hosts == null
                ? List.of()
                : hosts.stream().map(host -> new DatabaseHost(host, port)).toList();
    }

    private @Nullable String required(Key<String> key, Function<DatabaseUrl, @Nullable String> ofUrl, String advice) {
        String inUrl = urls.isEmpty() ? null : ofUrl.apply(urls.get(0));
        if (inUrl != null) {
            in.problem(key, "is in url as well; remove one of them");
            return inUrl;
        }
        return in.find(key, advice);
    }

    private @Nullable Secret password() {
        Secret inUrl = urls.isEmpty() ? null : urls.get(0).password();
        Secret own = in.stronger(PASSWORD, PASSWORD_FILE);
        return own == null ? inUrl : own;
    }

    private SslMode mode(List<DatabaseHost> hosts) {
        boolean tls = in.givesAnyOf(TlsSection.SECTION);
        boolean local = !hosts.isEmpty() && hosts.stream().allMatch(DatabaseHost::isLoopback);
        SslMode mode = in.get(SSLMODE, local && !tls ? SslMode.DISABLE : SslMode.VERIFY_FULL);
        if (mode == SslMode.DISABLE && tls) {
            in.problem(SSLMODE, "is disable, and there is a section tls: remove one of them");
        }
        return mode;
    }
}
