package io.gatehouse.directory.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands before a server, and can hand on its answers byte by byte. */
final class DrippingProxy implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InetSocketAddress server;
    private volatile boolean dripping;

    DrippingProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void drip(boolean now) {
        dripping = now;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "dripping-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket behind = new Socket(server.getAddress(), server.getPort());
                client.setTcpNoDelay(true);
                start(() -> copy(client, behind, false));
                start(() -> copy(behind, client, true));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                out.write(next);
                if (answers && dripping && closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (IOException e) {
            // one of both has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
