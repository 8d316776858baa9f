package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** A service that answers as a test says, and remembers what it was asked. */
final class ScriptedService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The same bytes wherever a pair begins with the name: its length is a multiple of three. */
    private static final String NOBODY_IN_BASE64 =
            Base64.getEncoder().encodeToString(MadeUpLogin.USER.getBytes(StandardCharsets.UTF_8));

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;
    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    private @Nullable HttpDirectory directory;
    private volatile Reply reply = new Reply(200, Map.of(), "");
    private volatile int health = 200;
    private volatile @Nullable Reply strangers;
    private volatile Duration delay = Duration.ZERO;
    private final AtomicInteger strangersAsked = new AtomicInteger();

    /** What it was asked. */
    record Asked(String method, String uri, Map<String, String> headers, String body) {
        /** Whether it is about the made-up user. */
        private boolean isAboutNobody() {
            String basic = headers.getOrDefault("authorization", "").replace("Basic ", "");
            boolean inHeader = basic.startsWith(NOBODY_IN_BASE64);
            return inHeader || body.contains(MadeUpLogin.USER) || uri.contains(MadeUpLogin.USER);
        }
    }

    /** What it answers. */
    record Reply(int status, Map<String, String> headers, String body) {}

    ScriptedService() {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> in.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                            in.requestHeaders().forEach(each -> headers.put(each.getKey(), each.getValue()));
                            Asked now = new Asked(in.method().name(), in.uri(), headers, body);
                            Reply stranger = now.isAboutNobody() ? strangers : null;
                            if (stranger == null) {
                                asked.add(now);
                            } else {
                                strangersAsked.incrementAndGet();
                            }
                            return Mono.delay(delay).then(answer(out, stranger == null ? reply(in.uri()) : stranger));
                        }))
                .bindNow();
    }

    ScriptedService answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    ScriptedService answers(int status, Map<String, String> headers, String body) {
        reply = new Reply(status, headers, body);
        return this;
    }

    private Reply reply(String uri) {
        return uri.equals("/health") ? new Reply(health, Map.of(), "") : reply;
    }

    private static Mono<Void> answer(HttpServerResponse out, Reply now) {
        now.headers.forEach(out::header);
        return Mono.from(out.status(now.status).sendString(Mono.just(now.body)));
    }

    /** What it says to the made-up user, without a note of it; it says the same as to everybody else without this. */
    ScriptedService strangers(@Nullable Integer status) {
        strangers = status == null ? null : new Reply(status, Map.of(), "");
        return this;
    }

    ScriptedService strangers(int status, String body) {
        strangers = new Reply(status, Map.of(), body);
        return this;
    }

    /** How often it was asked about the made-up user while it had an answer of its own for that. */
    int strangersAsked() {
        return strangersAsked.get();
    }

    /** How long it takes for each answer. */
    ScriptedService takes(Duration time) {
        delay = time;
        return this;
    }

    ScriptedService health(int status) {
        health = status;
        return this;
    }

    WebUrl url(String path) {
        return UserTarget.parse("http://127.0.0.1:" + server.port() + path);
    }

    /** A directory in front of it. */
    HttpDirectory open(HttpMode mode, String path) {
        return open(settings(mode, StatusMethod.POST, StatusBody.JSON, path, List.of(), Set.of(), false));
    }

    HttpDirectory open(HttpDirectorySettings settings) {
        // What it has refused does not age, however long a test takes.
        directory = HttpDirectory.open(settings, HostResolver.of(settings.name()), checks, () -> 0);
        return directory;
    }

    HttpDirectorySettings settings(
            HttpMode mode,
            StatusMethod method,
            StatusBody body,
            String path,
            List<Header> own,
            Set<SentPart> sent,
            boolean probe) {
        WebSettings web = new WebSettings("users", "directories.users", TlsSettings.DEFAULT, 4, TIMEOUT, 256 * 1024);
        return new HttpDirectorySettings(
                mode, method, body, List.of(url(path)), probe ? List.of(url("/health")) : List.of(), own, sent, web);
    }

    /** The same as another service, which is asked in turn with it, and has a probe of its own. */
    static HttpDirectorySettings together(HttpDirectorySettings one, HttpDirectorySettings other) {
        return new HttpDirectorySettings(
                one.mode(),
                one.method(),
                one.body(),
                Stream.concat(one.urls().stream(), other.urls().stream()).toList(),
                Stream.concat(one.probeUrls().stream(), other.probeUrls().stream())
                        .toList(),
                one.own(),
                one.sent(),
                one.web());
    }

    /** What it was asked last. */
    Asked last() {
        return Objects.requireNonNull(
                asked.stream().reduce((one, other) -> other).orElse(null), "nothing was asked");
    }

    int timesAsked() {
        return asked.size();
    }

    /** What the directory says of a name and a password. */
    LookupResult ask(String user, String password) {
        return ask(Objects.requireNonNull(directory), SampleRequest.login(user, password));
    }

    /** The same, for a login that has so long. */
    Mono<LookupResult> ask(String user, Duration budget) {
        AuthorizationRequest login = SampleRequest.login(user, "secret");
        Lookup lookup = Objects.requireNonNull(Objects.requireNonNull(directory).lookup(login));
        return Mono.defer(() -> lookup.start(LookupTerms.until(System.nanoTime() + budget.toNanos()))
                .mono());
    }

    static LookupResult ask(Directory directory, AuthorizationRequest login) {
        Lookup lookup = directory.lookup(login);
        return lookup == null
                ? LookupResult.NotMine.NOT_MINE
                : Objects.requireNonNull(lookup.start(LookupTerms.until(System.nanoTime() + TIMEOUT.toNanos()))
                        .mono()
                        .block(TIMEOUT));
    }

    @Override
    public void close() {
        if (directory != null) {
            directory.close();
        }
        server.disposeNow();
        checks.close();
    }
}
