package io.gatehouse.load.backend;

import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.rig.UserFiles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A web service that knows everybody who has the right password. It takes so many requests at a time, each for so long, and answers
 * those that are more with status 503.
 */
public final class WebUsers implements BackendServer {
    private static final int OVERLOADED = 503;
    private static final String PATH = "/login";

    private final TestUsers users;
    private final int places;
    private final Duration time;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private final LongAdder takenNanos = new LongAdder();
    private final DisposableServer server;

    private WebUsers(TestUsers users, int places, Duration time) {
        this.users = users;
        this.places = places;
        this.time = time;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(PATH, this::login))
                .bindNow();
    }

    /** Starts one that takes whatever comes, and answers at once. */
    public static WebUsers start(int users) {
        return start(users, Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * Starts one.
     *
     * @param places how many requests it takes at a time
     * @param time how long each takes
     */
    public static WebUsers start(int users, int places, Duration time) {
        return new WebUsers(BackendUsers.numbered(users), places, time);
    }

    /** Users whom the service knows as well, and who are none of {@link #users}. */
    public static TestUsers strangers(int count) {
        return TestUsers.patterned(count, "stranger-%06d", BackendUsers.PASSWORD, 0);
    }

    private Publisher<Void> login(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().flatMap(body -> Mono.from(answer(body, response)));
    }

    private Publisher<Void> answer(String body, HttpServerResponse response) {
        requests.incrementAndGet();
        int now = atATime.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        if (now > places) {
            atATime.decrementAndGet();
            refused.incrementAndGet();
            return response.status(OVERLOADED).send();
        }
        long begun = System.nanoTime();
        Mono<Long> work = time.isZero() ? Mono.just(0L) : Mono.delay(time);
        return work.doOnTerminate(() -> end(begun))
                .doOnCancel(atATime::decrementAndGet)
                .then(Mono.defer(() -> response.header("Content-Type", "application/json")
                        .sendString(Mono.just(decided(body)))
                        .then()));
    }

    private void end(long begun) {
        atATime.decrementAndGet();
        answered.increment();
        takenNanos.add(System.nanoTime() - begun);
    }

    /** Names and passwords of the load tool have nothing in them that JSON would escape. */
    private static String decided(String body) {
        if (!member(body, "password").equals(BackendUsers.PASSWORD)) {
            return "{\"result\":\"deny\"}";
        }
        String user = member(body, "user");
        return """
                {"result":"allow","account":"%s","permissions":{"pub":{"allow":["%s"]},"sub":{"allow":["%s"]}}}""".formatted(UserFiles.ACCOUNT, BackendUsers.publish(user), BackendUsers.subscribe(user));
    }

    private static String member(String json, String name) {
        String begin = "\"" + name + "\":\"";
        int from = json.indexOf(begin);
        return from < 0 ? "" : json.substring(from + begin.length(), json.indexOf('"', from + begin.length()));
    }

    @Override
    public TestUsers users() {
        return users;
    }

    @Override
    public List<String> keys() {
        return List.of("type=http", "url=" + url());
    }

    private String url() {
        return "http://127.0.0.1:" + server.port() + PATH;
    }

    @Override
    public BackendSession connect() {
        return new DirectWeb(url(), users);
    }

    /** How many requests have come, those that were refused among them. */
    public long requests() {
        return requests.get();
    }

    /** How many requests were one too many. */
    public long refused() {
        return refused.get();
    }

    /** How many requests had a place until they were answered. */
    public long answered() {
        return answered.sum();
    }

    /** How long those had it, together: on a busy machine more than they were to take. */
    public Duration taken() {
        return Duration.ofNanos(takenNanos.sum());
    }

    /** The most requests that were there at a time. */
    public int most() {
        return most.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
