package io.gatehouse.nats;

import io.gatehouse.threads.Recovery;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Connects once, and knows of a refusal as soon as the server says so: the client library itself would go on waiting until
 * its connect timeout is over.
 */
public final class SingleConnect {
    /** Longer than a server waits for a callout: 2 s by default, and a second more with TLS. */
    public static final Duration PATIENT = Duration.ofSeconds(10);

    private SingleConnect() {}

    /** Turns an attempt into what the client library is told. */
    @FunctionalInterface
    public interface Preparation<A extends Attempt> {
        Options.Builder of(A attempt) throws IOException;
    }

    /** Makes an attempt at a server. */
    @FunctionalInterface
    public interface Attempting<A extends Attempt> {
        A at(Server server);
    }

    /**
     * Connects to a server, with TLS when it asks for that.
     *
     * @return the attempt, whose result is the connection
     */
    public static <A extends Attempt> A to(Server server, Attempting<A> attempting, Preparation<A> preparation)
            throws NoConnectionException, InterruptedException {
        A attempt = attempting.at(server);
        try {
            connection(attempt, preparation);
            return attempt;
        } catch (NoConnectionException e) {
            if (attempt.isGreetedInTheClear() && Greeting.offersTls(server.url())) {
                throw new NoConnectionException(ConnectFailure.TLS_IS_NOT_FIRST);
            }
            if (!attempt.wantsTls() || server.url().scheme().secure()) {
                throw e;
            }
        }
        A secured = attempting.at(server.withTls());
        connection(secured, preparation);
        return secured;
    }

    /** Connects to the first of the servers that takes us, tried in turn. */
    public static Connection toAny(List<Server> servers, Preparation<Attempt> preparation)
            throws NoConnectionException, InterruptedException {
        return toAny(servers, Attempt::new, preparation).result().join();
    }

    /**
     * The same with attempts of one's own.
     *
     * @return the attempt, whose result is the connection
     */
    public static <A extends Attempt> A toAny(
            List<Server> servers, Attempting<A> attempting, Preparation<A> preparation)
            throws NoConnectionException, InterruptedException {
        NoConnectionException last = null;
        for (Server server : servers) {
            try {
                return to(server, attempting, preparation);
            } catch (NoConnectionException e) {
                last = more(last, e, servers.size() == 1 ? "" : server.url() + ": ");
            }
        }
        throw last == null ? new NoConnectionException("there is no server to connect to") : last;
    }

    /** What is said where no server took us: of several, each is named in the reason. */
    public static String failure(List<Server> servers, NoConnectionException e) {
        String where = servers.size() == 1 ? " " + servers.get(0).url() : "";
        return "no connection to nats-server" + where + ": " + e.getMessage();
    }

    /** All that failed in one; a refusal is the strongest. */
    private static NoConnectionException more(
            @Nullable NoConnectionException before, NoConnectionException next, String where) {
        if (before == null) {
            return where.isEmpty() ? next : new NoConnectionException(next.reason(), where + next.getMessage());
        }
        return new NoConnectionException(
                before.refused() ? before.reason() : next.reason(),
                before.getMessage() + "; " + where + next.getMessage());
    }

    private static <A extends Attempt> Connection connection(A attempt, Preparation<A> preparation)
            throws NoConnectionException, InterruptedException {
        Options options;
        try {
            options = preparation
                    .of(attempt)
                    .serverPool(new Discovery(attempt))
                    .connectionListener(attempt)
                    .errorListener(attempt)
                    .callbackExecutor(new DirectExecutor())
                    .build();
        } catch (IOException e) {
            throw new NoConnectionException(String.valueOf(e.getMessage()));
        }
        Thread thread = new Thread(() -> connect(options, attempt), "gatehouse-connect");
        thread.setDaemon(true);
        thread.start();
        return connected(attempt);
    }

    private static Connection connected(Attempt attempt) throws NoConnectionException, InterruptedException {
        try {
            return attempt.result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoConnectionException none) {
                throw none;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void connect(Options options, Attempt attempt) {
        // Somebody waits for the result, however it ends.
        Recovery.run(() -> tryToConnect(options, attempt), attempt::fail);
    }

    private static void tryToConnect(Options options, Attempt attempt) {
        try {
            Connection connection = Nats.connect(options);
            if (!attempt.result().complete(connection)) {
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempt.fail(e);
        } catch (IOException e) {
            attempt.fail(e);
        }
    }
}
