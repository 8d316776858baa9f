package io.gatehouse.nats;

import io.gatehouse.nats.NoConnectionException.Reason;
import io.gatehouse.policy.text.PeerText;
import io.gatehouse.tls.HostAddress;
import io.gatehouse.tls.TlsSettings;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect to one server, and the client library's events of the connection from then on. It is called in the
 * threads of the connection, in order.
 */
public class Attempt implements ConnectionListener, ErrorListener {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final Server server;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Throwable cause;
    private volatile List<String> told = List.of();
    private volatile boolean tlsRequired;
    private volatile boolean loginSent;
    private volatile boolean heard;
    private volatile boolean greetedInTheClear;
    private volatile TlsSettings tls = TlsSettings.DEFAULT;

    public Attempt(Server server) {
        this.server = server;
    }

    public final Server server() {
        return server;
    }

    public final CompletableFuture<Connection> result() {
        return result;
    }

    /** The other servers that this one told us of, {@code host:port}; only what it told as the server that it is. */
    public final List<String> told() {
        return told;
    }

    final void told(List<String> servers) {
        told = List.copyOf(servers);
    }

    /** What was told before the handshake was told by nobody in particular; addresses are verified when they are used. */
    final void upgrading() {
        told = told.stream().filter(Attempt::isAddress).toList();
    }

    private static boolean isAddress(String hostPort) {
        try {
            return HostAddress.is(ServerUrlReading.read(hostPort).url().host());
        } catch (ServerUrlException e) {
            return false;
        }
    }

    /** The settings of TLS that it is made with. */
    final void secures(TlsSettings settings) {
        tls = settings;
    }

    /** The server has sent something. */
    public final void heard() {
        heard = true;
    }

    /** Whether the server spoke in the clear where TLS was to come first. */
    final boolean isGreetedInTheClear() {
        return greetedInTheClear;
    }

    /** Whether the server wants TLS, and we had not thought of it. */
    final boolean wantsTls() {
        return tlsRequired;
    }

    public final boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Why the connection was lost, as far as it is known. */
    public final String whyClosed() {
        Throwable last = cause;
        return last == null ? "closed by nats-server" : new ConnectFailure(tls, true, false).of(last);
    }

    /** Ends the attempt: there will be no connection. */
    final void fail(Throwable failure) {
        Throwable known = cause == null ? failure : cause;
        if (failure instanceof AuthenticationException) {
            refused();
        } else if (known instanceof EOFException && loginSent) {
            fail(Reason.CLOSED, "nats-server closed the connection without a word");
        } else {
            ConnectFailure words = new ConnectFailure(tls, heard, loginSent);
            greetedInTheClear = tls.first() && ConnectFailure.isInTheClear(known);
            String remedy = words.remedy(known, server.url().scheme().secure());
            fail(words.isAbsence(known) ? Reason.ABSENT : Reason.UNREACHABLE, words.of(known) + remedy);
        }
    }

    private void refused() {
        fail(Reason.REFUSED, "it refuses our login");
    }

    private void fail(Reason reason, String message) {
        result.completeExceptionally(new NoConnectionException(reason, message));
    }

    /** Told by the socket when reading fails or ends. */
    public final void readingEnded(Throwable failure, boolean loginWasSent) {
        if (!result.isDone()) {
            loginSent = loginWasSent;
            fail(failure);
        } else if (cause == null) {
            cause = failure;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the one method that must be there; the newer one tells nothing more of use here
    public void connectionEvent(@Nullable Connection connection, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.CLOSED) {
            closed.countDown();
            ended();
        } else if (event == ConnectionListener.Events.LAME_DUCK) {
            log.info("nats-server {} is going to stop, and sends its clients elsewhere", server.url());
            leaving();
        } else {
            log.debug("nats-server {}: {}", server.url(), event);
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        String told = PeerText.of(error);
        String text = told.toLowerCase(Locale.ROOT);
        if (result.isDone()) {
            complained(told);
        } else if (text.contains("authentication timeout")) {
            // The server was late, or whom it asks: it has not refused us.
            fail(Reason.UNREACHABLE, new ConnectFailure(tls, true, true).of(new TimeoutException()));
        } else if (text.contains("authoriz") || text.contains("authentic")) {
            refused();
        } else {
            cause = new IOException("nats-server says: " + told);
        }
    }

    /** The connection is closed for good. */
    protected void ended() {}

    /** The server is going to close the connection. */
    protected void leaving() {}

    /** An error that the server tells once the connection is made. */
    protected void complained(String error) {
        log.debug("nats-server {} says: {}", server.url(), error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception e) {
        log.debug("nats-server {}: {}", server.url(), e.toString());
        if (!result.isDone()) {
            if (cause == null) {
                cause = e;
            }
            loginSent = connection.getStatistics().getOutBytes() > 0;
            tlsRequired = connection.getServerInfo().isTLSRequired()
                    && connection.getOptions().getSslContext() == null;
        } else if (cause == null) {
            cause = e;
        }
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        log.warn("Messages arrive faster than they can be read; the client library drops some");
    }
}
