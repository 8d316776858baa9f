package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.config.Where.Layer;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.NatsSettings.Pings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.tls.TlsContext;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the keys below {@code nats}. */
final class NatsReading {
    private static final Duration MIN_WAIT = Duration.ofMillis(10);
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);
    private static final Duration MIN_PING = Duration.ofMillis(100);
    private static final int MAX_PINGS = 100;

    private final Reading reading;
    private final SecretReading secrets;

    NatsReading(Reading reading, SecretReading secrets) {
        this.reading = reading;
        this.secrets = secrets;
    }

    NatsSettings read() {
        ServersReading servers = ServersReading.read(reading, secrets);
        Duration wait = reading.duration(Key.NATS_RECONNECT_WAIT, MIN_WAIT, MAX_WAIT);
        return new NatsSettings(
                servers.urls(),
                reading.word(Key.NATS_NAME),
                login(servers),
                reading.word(Key.NATS_QUEUE_GROUP),
                tls(),
                reading.duration(Key.NATS_CONNECT_TIMEOUT, MIN_WAIT, MAX_WAIT),
                wait,
                maxWait(wait),
                new Pings(
                        reading.duration(Key.NATS_PING_INTERVAL, MIN_PING, MAX_WAIT),
                        reading.count(Key.NATS_PING_MAX, Pings.DEFAULT.max(), MAX_PINGS)),
                reading.flag(Key.NATS_MICRO),
                (int) reading.size(Key.NATS_SEND_BUFFER, NatsSettings.MIN_SEND_BUFFER, NatsSettings.MAX_SEND_BUFFER));
    }

    private Duration maxWait(Duration wait) {
        Duration longest = reading.duration(Key.NATS_RECONNECT_MAX_WAIT, MIN_WAIT, MAX_WAIT);
        Found found = reading.find(Key.NATS_RECONNECT_MAX_WAIT);
        if (found != null && longest.compareTo(wait) < 0) {
            reading.problems().add(found.where(), found.path(), "is shorter than " + Key.NATS_RECONNECT_WAIT.path());
        }
        return longest.compareTo(wait) < 0 ? wait : longest;
    }

    private TlsSettings tls() {
        int unspoiled = reading.problems().count();
        Path ca = present(Key.NATS_TLS_CA, TlsContext::verifyCertificates);
        Path cert = present(Key.NATS_TLS_CERT, TlsContext::verifyCertificates);
        Path key = present(Key.NATS_TLS_KEY, TlsContext::verifyKey);
        boolean first = reading.flag(Key.NATS_TLS_FIRST);
        Found keyFound = reading.find(Key.NATS_TLS_KEY);
        if (keyFound != null && key != null) {
            secrets.remember(keyFound, key);
        }
        Found one = keyFound != null ? keyFound : reading.find(Key.NATS_TLS_CERT);
        if (one != null && (cert == null) != (key == null)) {
            String other = cert == null ? Key.NATS_TLS_CERT.path() : Key.NATS_TLS_KEY.path();
            reading.problems().add(one.where(), one.path(), "a certificate and its key go together; set " + other);
            return TlsSettings.DEFAULT;
        }
        if (one != null
                && cert != null
                && key != null
                && unspoiled == reading.problems().count()) {
            verifyPair(one, cert, key);
        }
        return new TlsSettings(ca, cert, key, serverName(), first);
    }

    private void verifyPair(Found found, Path cert, Path key) {
        try {
            TlsContext.verifyPair(cert, key);
        } catch (IOException e) {
            reading.problems().add(found.where(), found.path(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String serverName() {
        Found found = reading.find(Key.NATS_TLS_SERVER_NAME);
        if (found == null) {
            return null;
        }
        String name = reading.word(Key.NATS_TLS_SERVER_NAME);
        if (ServerUrl.isHost(name)) {
            return name;
        }
        reading.problems().add(found.where(), found.path(), "is neither a host name nor an IP address");
        return null;
    }

    /** Reads a file, to know that it is what it should be. */
    @FunctionalInterface
    private interface Verification {
        void of(Path file) throws IOException;
    }

    private @Nullable Path present(Key key, Verification verification) {
        Path path = present(key);
        Found found = reading.find(key);
        if (found == null || path == null || !Files.isReadable(path)) {
            return path;
        }
        try {
            verification.of(path);
        } catch (IOException e) {
            reading.problems().add(found.where(), found.path(), String.valueOf(e.getMessage()));
        }
        return path;
    }

    private @Nullable Path present(Key key) {
        Found found = reading.find(key);
        Path path = reading.file(key);
        if (found != null && path != null && !Files.isReadable(path)) {
            String reason = Files.exists(path) ? "cannot be read: permission denied" : "there is no such file";
            reading.problems().add(found.where(), found.path(), "the file " + path + ": " + reason);
        }
        return path;
    }

    /** A way to log in, and the keys that tell of it. */
    private record Method(String name, List<Found> found) {
        static Method of(String name, Reading reading, Key... keys) {
            List<Found> found = new ArrayList<>();
            for (Key key : keys) {
                Found one = reading.find(key);
                if (one != null) {
                    found.add(one);
                }
            }
            return new Method(name, found);
        }

        boolean given() {
            return !found.isEmpty();
        }

        Layer layer() {
            return found.stream()
                    .map(one -> one.where().layer())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** An option for one way to log in sets aside another way that the file tells of. */
    private Login login(ServersReading servers) {
        List<Method> given = Stream.of(
                        new Method("url", servers.loginFound()),
                        Method.of("creds", reading, Key.NATS_CREDS),
                        Method.of("user", reading, Key.NATS_USER, Key.NATS_PASSWORD, Key.NATS_PASSWORD_FILE),
                        Method.of("nkey", reading, Key.NATS_NKEY),
                        Method.of("token", reading, Key.NATS_TOKEN, Key.NATS_TOKEN_FILE))
                .filter(Method::given)
                .toList();
        if (given.isEmpty()) {
            return new Login.None();
        }
        Layer strongest =
                given.stream().map(Method::layer).max(Comparator.naturalOrder()).orElseThrow();
        List<Method> strong =
                given.stream().filter(method -> method.layer() == strongest).toList();
        if (strong.size() > 1) {
            Found second = strong.get(1).found().get(0);
            reading.problems()
                    .add(
                            second.where(),
                            second.path(),
                            "one way to log in is enough, and "
                                    + strong.get(0).found().get(0).path() + " is given too; remove one of them");
        }
        return strong.get(0).name().equals("url") ? servers.login() : login(strong.get(0));
    }

    private Login login(Method method) {
        Login login = switch (method.name()) {
            case "creds" -> creds(method.found().get(0));
            case "user" -> userPassword(method.found().get(0));
            case "nkey" -> nkey(method.found().get(0));
            default -> token();
        };
        return login == null ? new Login.None() : login;
    }

    private @Nullable Login creds(Found found) {
        Path path = present(Key.NATS_CREDS);
        if (path == null) {
            return null;
        }
        secrets.remember(found, path);
        String mistake = CredsEncoding.mistake(path);
        if (mistake != null) {
            reading.problems().add(found.where(), found.path(), "the file " + path + " " + mistake);
        }
        return new Login.Creds(path);
    }

    private @Nullable Login userPassword(Found found) {
        String user = reading.text(Key.NATS_USER);
        Secret password = secrets.secret(Key.NATS_PASSWORD, Key.NATS_PASSWORD_FILE);
        if (user == null) {
            reading.problems().add(found.where(), found.path(), "a password needs a user; set nats.user");
            return null;
        }
        if (password == null) {
            if (!reading.has(Key.NATS_PASSWORD) && !reading.has(Key.NATS_PASSWORD_FILE)) {
                reading.problems()
                        .add(
                                found.where(),
                                found.path(),
                                "the user needs a password; set nats.password_file, or the environment variable "
                                        + Key.NATS_PASSWORD.variable());
            }
            return null;
        }
        return new Login.UserPassword(user, password);
    }

    private @Nullable Login nkey(Found found) {
        Secret seed = secrets.seed(found);
        return seed == null || secrets.signingKey(found, seed, NkeyKind.USER) == null ? null : new Login.NkeySeed(seed);
    }

    private @Nullable Login token() {
        Secret token = secrets.secret(Key.NATS_TOKEN, Key.NATS_TOKEN_FILE);
        return token == null ? null : new Login.Token(token);
    }
}
