package io.gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on a port of the loopback interface, in front of a real server. A directory under test is told to use the proxy,
 * which passes on what it gets, or is the fault that a test injects.
 */
public final class FaultProxy implements AutoCloseable {
    /** What every answer waits for while the server is slow. */
    public static final Duration DELAY = Duration.ofSeconds(1);

    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    private FaultProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Begins to listen. */
    public static FaultProxy before(InetSocketAddress server) throws IOException {
        FaultProxy proxy = new FaultProxy(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.onThread("accept", proxy::accept);
        return proxy;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /**
     * From now on, for connections that are open too; a server that goes down or comes up has none left, and one that begins to
     * hang keeps those that it has.
     */
    public void inject(Fault next) {
        fault = next;
        if (next != Fault.HANGS) {
            closeConnections();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeConnections();
    }

    private void closeConnections() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connected(listener.accept());
            } catch (IOException e) {
                // the next connection may be better; one that failed is closed
            }
        }
    }

    private void connected(Socket client) throws IOException {
        open.add(client);
        if (fault == Fault.DOWN) {
            close(client);
            return;
        }
        Socket backend = new Socket();
        open.add(backend);
        try {
            backend.connect(server);
        } catch (IOException e) {
            close(client);
            close(backend);
            throw e;
        }
        onThread("request", () -> pass(client, backend, false));
        onThread("response", () -> pass(backend, client, true));
    }

    private void pass(Socket from, Socket to, boolean isResponse) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (isResponse) {
                    spoil(buffer, length);
                }
                if (fault != Fault.HANGS) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one side has hung up
        } finally {
            close(from);
            close(to);
        }
    }

    private void spoil(byte[] buffer, int length) {
        if (fault == Fault.SLOW) {
            long until = System.nanoTime() + DELAY.toNanos();
            while (until - System.nanoTime() > 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        } else if (fault == Fault.GARBAGE) {
            byte[] garbage = new byte[length];
            ThreadLocalRandom.current().nextBytes(garbage);
            System.arraycopy(garbage, 0, buffer, 0, length);
        }
    }

    /** Also where it was closed while it was being opened. */
    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (SocketException e) {
            // is closed already
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onThread(String what, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
