package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.RequestingServer;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A ring of prepared requests of one server, as the load tool writes them, each with a user nkey of its own. */
final class Requests {
    /** Whom they are about. */
    static final TestUsers USERS = TestUsers.patterned(1000, "user-%d", "wonderland-user-%d", 0);

    /** Long enough for any benchmark. */
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final RequestingServer server;
    private final byte[][] bodies;
    private int next;

    private Requests(RequestingServer server, byte[][] bodies) {
        this.server = server;
        this.bodies = bodies;
    }

    private static byte[][] bodies(int number, IntFunction<byte[]> writer) {
        return IntStream.range(0, number).mapToObj(writer).toArray(byte[][]::new);
    }

    /**
     * Requests as they come.
     *
     * @param callout the service's xkey, null for requests in the clear
     * @param number how many there are before the first comes again
     */
    static Requests of(@Nullable CurveKey callout, int number) {
        Workload workload = workload(callout == null ? null : callout.publicKey(), false);
        RequestWriter writer = new RequestWriter(workload, Clock.systemUTC(), LIFETIME);
        return new Requests(workload.server(0), bodies(number, i -> writer.payload(i, i % USERS.size())));
    }

    /**
     * Sealed requests out of their boxes.
     *
     * @param tls whether clients show a chain of certificates
     */
    static Requests opened(boolean tls, int number) {
        Workload workload = workload(CurveKey.generate().publicKey(), tls);
        RequestWriter writer = new RequestWriter(workload, Clock.systemUTC(), LIFETIME);
        return new Requests(workload.server(0), bodies(number, i -> writer.jwt(i, i % USERS.size())));
    }

    /**
     * Sealed requests that bring more than a user name and a password.
     *
     * @param logins what they bring
     */
    static Requests of(CurveKey callout, int number, WarmLogins logins) {
        Workload workload = workload(callout.publicKey(), false);
        RequestWriter writer = new RequestWriter(workload, Clock.systemUTC(), LIFETIME);
        return new Requests(workload.server(0), bodies(number, i -> {
            int user = i % USERS.size();
            return writer.payload(i, user, claims -> logins.added(claims, user));
        }));
    }

    /** Sealed requests about other users. */
    static Requests of(CurveKey callout, int number, TestUsers users) {
        Workload workload = workload(callout.publicKey(), false, users);
        RequestWriter writer = new RequestWriter(workload, Clock.systemUTC(), LIFETIME);
        return new Requests(workload.server(0), bodies(number, i -> writer.payload(i, i % users.size())));
    }

    /** The same requests, from the first on. */
    Requests again() {
        return new Requests(server, bodies);
    }

    private static Workload workload(@Nullable Nkey callout, boolean tls) {
        return workload(callout, tls, USERS);
    }

    private static Workload workload(@Nullable Nkey callout, boolean tls, TestUsers users) {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        return Workload.fresh(1, callout, users, 250, account, tls);
    }

    byte[] next() {
        next = next + 1 == bodies.length ? 0 : next + 1;
        return bodies[next];
    }

    /** Who signed them. */
    Nkey server() {
        return server.key().publicKey();
    }

    /** The header {@code Nats-Server-Xkey} that comes with them. */
    @Nullable String xkeyHeader() {
        return server.xkey() == null ? null : server.xkey().text();
    }
}
