package io.gatehouse.config;

import java.util.List;
import java.util.Locale;

/**
 * Every key of the configuration. A path's {@code *} stands for a name that the user chooses. The default is written as
 * it would be in the file; an empty one means that the key has none.
 */
public enum Key {
    INSTANCE("instance", KeyType.TEXT, "", "--set"),
    NATS_URL("nats.url", KeyType.LIST, "nats://127.0.0.1:4222", "--server"),
    NATS_CREDS("nats.creds", KeyType.FILE, "", "--creds"),
    NATS_USER("nats.user", KeyType.TEXT, "", "--user"),
    NATS_PASSWORD("nats.password", KeyType.SECRET, "", "--password"),
    NATS_PASSWORD_FILE("nats.password_file", KeyType.FILE, "", "--set"),
    NATS_NKEY("nats.nkey", KeyType.SEED, "", "--nkey"),
    NATS_TOKEN("nats.token", KeyType.SECRET, "", "--set"),
    NATS_TOKEN_FILE("nats.token_file", KeyType.FILE, "", "--set"),
    NATS_NAME("nats.name", KeyType.TEXT, "gatehouse", "--set"),
    NATS_QUEUE_GROUP("nats.queue_group", KeyType.TEXT, "gatehouse", "--set"),
    NATS_CONNECT_TIMEOUT("nats.connect_timeout", KeyType.DURATION, "2s", "--set"),
    NATS_RECONNECT_WAIT("nats.reconnect_wait", KeyType.DURATION, "100ms", "--set"),
    NATS_RECONNECT_MAX_WAIT("nats.reconnect_max_wait", KeyType.DURATION, "5s", "--set"),
    NATS_PING_INTERVAL("nats.ping_interval", KeyType.DURATION, "2s", "--set"),
    NATS_PING_MAX("nats.ping_max", KeyType.COUNT, "2", "--set"),
    NATS_MICRO("nats.micro", KeyType.SWITCH, "true", "--set"),
    NATS_SEND_BUFFER("nats.send_buffer", KeyType.SIZE, "256KiB", "--set"),
    NATS_TLS_CA("nats.tls.ca", KeyType.FILE, "", "--tlsca"),
    NATS_TLS_CERT("nats.tls.cert", KeyType.FILE, "", "--tlscert"),
    NATS_TLS_KEY("nats.tls.key", KeyType.FILE, "", "--tlskey"),
    NATS_TLS_SERVER_NAME("nats.tls.server_name", KeyType.TEXT, "", "--set"),
    NATS_TLS_FIRST("nats.tls.first", KeyType.SWITCH, "false", "--tlsfirst"),
    ISSUER_SEED("issuer.seed", KeyType.SEED, "", "--issuer-seed"),
    ISSUER_ACCOUNT("issuer.account", KeyType.PUBLIC_KEY, "", "--set"),
    XKEY_SEED("xkey.seed", KeyType.SEED, "", "--xkey-seed"),
    ACCOUNTS("accounts", KeyType.KEY_LIST, "", "--signing-keys"),
    ACCOUNTS_ID("accounts.*.id", KeyType.PUBLIC_KEY, "", "--set"),
    ACCOUNTS_SIGNING_KEY("accounts.*.signing_key", KeyType.SEED, "", "--set"),
    ACCOUNTS_SCOPED("accounts.*.scoped", KeyType.SWITCH, "false", "--set"),
    ACCOUNTS_ALLOW_DOTS("accounts.*.allow_dots", KeyType.SWITCH, "false", "--set"),
    ACCOUNTS_ROLES_SIGNING_KEY("accounts.*.roles.*.signing_key", KeyType.SEED, "", "--set"),
    ACCOUNTS_ROLES_ALLOW_DOTS("accounts.*.roles.*.allow_dots", KeyType.SWITCH, "false", "--set"),
    DIRECTORY_FILE_PATH("directory.file.path", KeyType.FILE, "", "--users"),
    DIRECTORY_FILE_LAST_GOOD("directory.file.last_good", KeyType.FILE, "", "--set"),
    DIRECTORY_FILE_RELOAD("directory.file.reload", KeyType.DURATION, "1s", "--set"),
    DIRECTORY_FILE_HASHING_THREADS("directory.file.hashing.threads", KeyType.COUNT, "", "--set"),
    DIRECTORY_FILE_HASHING_QUEUE("directory.file.hashing.queue", KeyType.COUNT, "256", "--set"),
    DIRECTORY_CACHE_TTL("directory.cache.ttl", KeyType.DURATION, "5m", "--set"),
    DIRECTORY_CACHE_NEGATIVE_TTL("directory.cache.negative_ttl", KeyType.DURATION, "5s", "--set"),
    DIRECTORY_CACHE_JITTER("directory.cache.jitter", KeyType.COUNT, "10", "--set"),
    DIRECTORY_CACHE_MAX_BYTES("directory.cache.max_bytes", KeyType.SIZE, "32MiB", "--set"),
    DIRECTORY_FAILURES_PER_USER_AND_SOURCE("directory.failures.per_user_and_source", KeyType.COUNT, "20", "--set"),
    DIRECTORY_FAILURES_PER_USER("directory.failures.per_user", KeyType.COUNT, "200", "--set"),
    DIRECTORY_FAILURES_PER_SOURCE("directory.failures.per_source", KeyType.COUNT, "", "--set"),
    DIRECTORY_FAILURES_WINDOW("directory.failures.window", KeyType.DURATION, "1m", "--set"),
    DIRECTORY_LOOKUPS("directory.lookups", KeyType.COUNT, "1024", "--set"),
    DIRECTORY_LOOKUP_TIMEOUT("directory.lookup_timeout", KeyType.DURATION, "", "--set"),
    DIRECTORY_HASHES_PER_SOURCE("directory.hashes_per_source", KeyType.COUNT, "2", "--set"),
    DIRECTORY_SINGLE_FLIGHT("directory.single_flight", KeyType.SWITCH, "true", "--set"),
    CALLOUT_BUDGET("callout.budget", KeyType.DURATION, "1500ms", "--set"),
    CALLOUT_CLOCK_DRIFT("callout.clock_drift", KeyType.DURATION, "5s", "--set"),
    CALLOUT_SESSION("callout.session", KeyType.DURATION, "", "--set"),
    CALLOUT_ALLOWED_ACCOUNTS("callout.allowed_accounts", KeyType.LIST, "", "--set"),
    CALLOUT_WORKERS("callout.workers", KeyType.COUNT, "", "--set"),
    CALLOUT_QUEUE("callout.queue", KeyType.COUNT, "4096", "--set"),
    CALLOUT_SIGNATURES("callout.signatures", KeyType.SIGNATURES, "per_server", "--set"),
    CALLOUT_REHEARSAL("callout.rehearsal", KeyType.DURATION, "500ms", "--set"),
    CALLOUT_PENDING_BYTES("callout.pending_bytes", KeyType.SIZE, "", "--set"),
    CALLOUT_OVERLOAD_ADAPTIVE_LIFO("callout.overload.adaptive_lifo", KeyType.SWITCH, "true", "--set"),
    CALLOUT_OVERLOAD_TARGET("callout.overload.target", KeyType.DURATION, "5ms", "--set"),
    CALLOUT_OVERLOAD_INTERVAL("callout.overload.interval", KeyType.DURATION, "100ms", "--set"),
    CALLOUT_OVERLOAD_MAX_WAIT("callout.overload.max_wait", KeyType.DURATION, "300ms", "--set"),
    HTTP_LISTEN("http.listen", KeyType.ADDRESS, "127.0.0.1:9464", "--http"),
    LOG_LEVEL("log.level", KeyType.LEVEL, "info", "--log-level"),
    LOG_FORMAT("log.format", KeyType.FORMAT, "text", "--log-format"),
    CHECK_SERVER_CONF("check.server_conf", KeyType.FILE, "", "--server-conf"),
    CHECK_SYS_CREDS("check.sys_creds", KeyType.FILE, "", "--sys-creds"),
    CHECK_SENTINEL_CREDS("check.sentinel_creds", KeyType.FILE, "", "--set"),
    CHECK_ACCOUNT_JWTS("check.account_jwts", KeyType.FILES, "", "--account-jwt");

    static final String ANY = "*";

    private final String path;
    private final KeyType type;
    private final String defaultText;
    private final String flag;

    Key(String path, KeyType type, String defaultText, String flag) {
        this.path = path;
        this.type = type;
        this.defaultText = defaultText;
        this.flag = flag;
    }

    /** The dotted path, as in {@code nats.tls.ca}. */
    public String path() {
        return path;
    }

    /** The default as it would be written in the file; empty when there is none. */
    public String defaultText() {
        return defaultText;
    }

    /** The command-line option that sets it; {@code --set} means {@code --set PATH=VALUE}. */
    public String flag() {
        return flag;
    }

    /** What a value may look like, in words. */
    public String typeWords() {
        return type.words();
    }

    /** The environment variable that sets it; a {@code *} of the path stays one. */
    public String variable() {
        return variable(segments());
    }

    KeyType type() {
        return type;
    }

    List<String> segments() {
        return List.of(path.split("\\."));
    }

    /** The segments with the user's names in place of the stars. */
    List<String> segments(String... names) {
        String[] segments = path.split("\\.");
        int next = 0;
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].equals(ANY)) {
                segments[i] = names[next++];
            }
        }
        return List.of(segments);
    }

    static String variable(List<String> segments) {
        return "GATEHOUSE_"
                + String.join("_", segments).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }
}
