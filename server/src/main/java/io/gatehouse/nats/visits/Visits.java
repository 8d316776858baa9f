package io.gatehouse.nats.visits;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.Backoff;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.Servers;
import io.gatehouse.nats.SingleConnect;
import io.gatehouse.nats.SingleConnect.Preparation;
import io.gatehouse.threads.Recovery;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Connects to the servers in turn, again and again until it is stopped, and has a visitor stay for as long as a connection is of
 * use. All but {@link #stop} is for the one thread that it runs on.
 */
public final class Visits {
    private final NatsSettings nats;
    private final String user;
    private final Preparation<Attempt> options;
    private final Visitor visitor;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * @param user whose login it is, as operators call it
     * @param options what each connection is made with
     */
    public Visits(NatsSettings nats, String user, Preparation<Attempt> options, Visitor visitor) {
        this.nats = nats;
        this.user = user;
        this.options = options;
        this.visitor = visitor;
        this.backoff = new Backoff(nats.reconnectWait(), nats.reconnectMaxWait());
    }

    /** What is done over a connection. */
    public interface Visitor {
        /** Stays for as long as that goes well; whether it lasted. */
        boolean stay(Attempt attempt, Connection connection) throws InterruptedException;

        /** There is no connection, or a mistake has ended it. */
        void lost(String why);

        /** Each server was tried, and it was no good with any. */
        void allFailed();

        /** A mistake of ours; it is tried again. */
        void mistaken(Throwable mistake);
    }

    /** Goes on until it is stopped. */
    public void run() {
        Servers servers = new Servers(nats);
        long rounds = 0;
        while (isWanted()) {
            if (visit(servers)) {
                rounds = 0;
                servers.begin();
            } else if (servers.isRoundOver()) {
                servers.begin();
                visitor.allFailed();
                pause(backoff.after(++rounds));
            }
        }
    }

    /** The thread notices within a moment. */
    public void stop() {
        stopping.countDown();
    }

    public boolean isWanted() {
        return stopping.getCount() > 0;
    }

    /** Waits for a time, or until it is stopped. */
    public void pause(Duration time) {
        try {
            boolean stopped = stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
            assert !stopped || !isWanted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    /** The pause after so many failures one after the other. */
    public Duration pauseAfter(long failures) {
        return backoff.after(failures);
    }

    /**
     * Connects to the next server and stays for as long as that goes well; whether that lasted. What fails once it is stopped is no
     * mistake: whatever the visitor uses may have ended too.
     */
    private boolean visit(Servers servers) {
        return Recovery.get(() -> connectAndStay(servers), mistake -> {
            visitor.lost("a mistake in Gatehouse: " + mistake.getClass().getName());
            if (isWanted()) {
                visitor.mistaken(mistake);
            }
            return false;
        });
    }

    private boolean connectAndStay(Servers servers) {
        Server server = servers.next();
        try {
            Attempt attempt = SingleConnect.to(server, Attempt::new, options);
            Connection connection = attempt.result().join();
            try {
                return visitor.stay(attempt, connection);
            } finally {
                servers.learn(attempt.server(), attempt.told());
                connection.close();
            }
        } catch (NoConnectionException e) {
            visitor.lost("no connection to nats-server " + server.url() + ": " + e.getMessage()
                    + (e.refused() ? ": check the login of " + user : ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
        return false;
    }
}
