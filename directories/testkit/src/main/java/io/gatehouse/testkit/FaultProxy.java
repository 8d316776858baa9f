package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on a port of the loopback interface, in front of a real server. A directory under test is told to use the proxy,
 * which passes on what it gets, or is the fault that a test injects.
 */
public final class FaultProxy implements AutoCloseable {
    /** What every answer waits for while the server is slow. */
    public static final Duration DELAY = Duration.ofSeconds(1);

    /** The same, when nobody waits for the answer any more. */
    public static final Duration TOO_LATE = Duration.ofSeconds(3);

    private final InetSocketAddress server;
    private final @Nullable ProxyTls tls;
    private final ProxyPort port;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile Fault fault = Fault.NONE;

    private FaultProxy(InetSocketAddress server, @Nullable ProxyTls tls, ProxyPort port) {
        this.server = server;
        this.tls = tls;
        this.target = server;
        this.port = port;
    }

    /** Begins to listen. */
    public static FaultProxy before(InetSocketAddress server) throws IOException {
        return listening(new FaultProxy(server, null, ProxyPort.free()));
    }

    /** Begins to listen, for clients that speak TLS to a server that does not. */
    public static FaultProxy before(InetSocketAddress server, ProxyTls tls) throws IOException {
        return listening(new FaultProxy(server, tls, ProxyPort.free()));
    }

    private static FaultProxy listening(FaultProxy proxy) throws IOException {
        proxy.port.listen(proxy::connected);
        return proxy;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return port.address();
    }

    /** How many connections of clients are open. */
    public int connections() {
        return open.size();
    }

    /**
     * From now on, for connections that are open too; a server that goes down or comes up has none left, and one that begins to
     * hang keeps those that it has. What only the server itself can do, such as to be busy, ends the connections.
     */
    public void inject(Fault next) {
        target = server;
        begin(next);
    }

    /** Leads connections to another server from now on, which has the fault. */
    public void divert(InetSocketAddress other) {
        target = other;
        begin(Fault.NONE);
    }

    private void begin(Fault next) {
        Fault before = fault;
        // When the server comes up, connections that are made from now on stay open.
        Set<ProxiedConnection> ending = next == Fault.NONE ? Set.copyOf(open) : open;
        fault = next;
        try {
            if (next == Fault.REFUSED) {
                port.shut();
            } else if (next == Fault.UNREACHABLE) {
                open.forEach(ProxiedConnection::forget);
                port.silence();
            } else if (before == Fault.REFUSED || before == Fault.UNREACHABLE) {
                port.listen(this::connected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (next == Fault.HALF_OPEN) {
            open.forEach(ProxiedConnection::forget);
        } else if (next != Fault.HANGS && next != Fault.UNREACHABLE) {
            ending.forEach(ProxiedConnection::end);
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
        open.forEach(ProxiedConnection::end);
    }

    private void connected(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, () -> fault, open::remove);
        open.add(connection);
        if (fault == Fault.DOWN) {
            connection.end();
        } else {
            connection.start(target, tls);
        }
    }
}
