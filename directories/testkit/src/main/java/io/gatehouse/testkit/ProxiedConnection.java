package io.gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's connection to a proxy, and the one from there to the server. */
final class ProxiedConnection {
    private static final int BUFFER = 16 * 1024;
    private static final int RESET_ONE_OF = 3;

    private final Socket client;
    private final Socket server = new Socket();
    private final Supplier<Fault> fault;
    private final Consumer<ProxiedConnection> onEnd;
    private volatile boolean forgotten;
    private volatile boolean ended;

    /** @param fault which there is now */
    ProxiedConnection(Socket client, Supplier<Fault> fault, Consumer<ProxiedConnection> onEnd) {
        this.client = client;
        this.fault = fault;
        this.onEnd = onEnd;
    }

    /** Passes on what comes, from a thread of its own; returns at once. */
    void start(InetSocketAddress to, @Nullable ProxyTls tls) {
        onThread("connect", () -> {
            try {
                Socket inside = tls == null ? client : tls.within(client, fault.get() == Fault.CERTIFICATE_EXPIRED);
                server.connect(to);
                onThread("response", () -> pass(server, inside, true));
                pass(inside, server, false);
            } catch (IOException e) {
                end();
            }
        });
    }

    /** What comes from now on is passed on to nobody, in both directions. */
    void forget() {
        forgotten = true;
    }

    private void pass(Socket from, Socket to, boolean isResponse) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                int passed = isResponse ? spoil(buffer, length) : length;
                if (!forgotten && fault.get() != Fault.HANGS) {
                    out.write(buffer, 0, passed);
                    out.flush();
                }
                if (passed < length) {
                    break;
                }
            }
        } catch (IOException e) {
            // one side has hung up
        } finally {
            if (!forgotten) {
                end();
            }
        }
    }

    /** How much of an answer is passed on. */
    private int spoil(byte[] buffer, int length) {
        switch (fault.get()) {
            case SLOW -> pause(FaultProxy.DELAY);
            case LATE -> pause(FaultProxy.TOO_LATE);
            case GARBAGE -> {
                byte[] garbage = new byte[length];
                ThreadLocalRandom.current().nextBytes(garbage);
                System.arraycopy(garbage, 0, buffer, 0, length);
            }
            case RESETS -> {
                return ThreadLocalRandom.current().nextInt(RESET_ONE_OF) == 0 ? length / 2 : length;
            }
            default -> {}
        }
        return length;
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Ends it with a reset, also where it was closed while it was being opened. */
    void end() {
        if (!ended) {
            ended = true;
            onEnd.accept(this);
        }
        reset(client);
        reset(server);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // is closed already
        }
    }

    /** Does it on a thread of its own, which was started when this returns. */
    static Thread onThread(String what, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
