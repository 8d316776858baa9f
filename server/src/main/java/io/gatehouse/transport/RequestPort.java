package io.gatehouse.transport;

import io.gatehouse.pipeline.Intake;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The client library's socket, which takes the requests for itself and gives the library all the rest. Public, with a
 * constructor without parameters, because the library makes it by its name; the options' connection listener says where
 * the requests go.
 */
public final class RequestPort extends SocketDataPortWithWriteTimeout {
    private static final byte[] PUBLISH = "PUB ".getBytes(StandardCharsets.US_ASCII);

    /** Whole messages only are written under it, so that the library's and ours do not mix. */
    private final ReentrantLock writing = new ReentrantLock();

    private @Nullable RequestSifter sifter;
    private volatile @Nullable Thread reader;

    /** Who knows where requests go, and is told whence they come. */
    interface Destination {
        Intake requests();

        /** A port that is about to connect, in place of the one before. */
        void opened(RequestPort port);
    }

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        if (!(options.getConnectionListener() instanceof Destination destination)) {
            throw new IllegalArgumentException("the connection listener does not say where requests go");
        }
        sifter = new RequestSifter(destination.requests());
        destination.opened(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (sifter == null) {
            return super.read(target, offset, length);
        }
        reader = Thread.currentThread();
        return sifter.read(in, target, offset, length);
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        writing.lock();
        try {
            super.write(bytes, length);
        } finally {
            writing.unlock();
        }
    }

    /** Whether the calling thread is the one that reads; it alone may {@link #publish}, since it may wait for the socket. */
    boolean isReader() {
        return Thread.currentThread() == reader;
    }

    /** Sends a message past the library's queue and thread: for an answer of the thread that read the request. */
    void publish(String subject, byte[] body) throws IOException {
        byte[] length = Integer.toString(body.length).getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[PUBLISH.length + subject.length() + 1 + length.length + 2 + body.length + 2];
        int at = put(PUBLISH, message, 0);
        at = put(subject.getBytes(StandardCharsets.ISO_8859_1), message, at);
        message[at++] = ' ';
        at = lineEnd(message, put(length, message, at));
        lineEnd(message, put(body, message, at));
        write(message, message.length);
    }

    private static int put(byte[] bytes, byte[] message, int at) {
        System.arraycopy(bytes, 0, message, at, bytes.length);
        return at + bytes.length;
    }

    private static int lineEnd(byte[] message, int at) {
        message[at] = '\r';
        message[at + 1] = '\n';
        return at + 2;
    }
}
