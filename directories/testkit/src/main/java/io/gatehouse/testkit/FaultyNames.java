package io.gatehouse.testkit;

import io.gatehouse.directory.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A name service that knows one name for this machine, until it is gone: then whoever asks waits in vain, as of a DNS server. */
public final class FaultyNames implements HostResolver.NameService {
    public static final String HOST = "localhost";

    /** As the C library waits for a DNS server. */
    private static final long LIMIT_SECONDS = 5;

    private volatile boolean gone;

    /** Whether it is, from now on. */
    public void gone(boolean now) {
        gone = now;
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        if (gone) {
            waitInVain();
        }
        if (gone || !host.equals(HOST)) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private static void waitInVain() {
        try {
            boolean unused = new CountDownLatch(1).await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
