package io.gatehouse.transport;

import io.gatehouse.pipeline.Intake;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The client library's socket, which takes the requests for itself and gives the library all the rest, and writes the
 * answers and what the library writes in common pieces. Public, with a constructor without parameters, because the library
 * makes it by its name; the options' connection listener says where the requests go.
 */
public final class RequestPort extends SocketDataPortWithWriteTimeout {
    private final Outbox outbox = new Outbox(super::write, this::answersMove);
    private @Nullable Intake requests;
    private @Nullable RequestSifter sifter;

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
        requests = destination.requests();
        sifter = new RequestSifter(requests, this);
        destination.opened(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return sifter == null ? super.read(target, offset, length) : sifter.read(in, target, offset, length);
    }

    /** For the client library, which writes whole messages only. */
    @Override
    public void write(byte[] bytes, int length) throws IOException {
        outbox.write(bytes, length);
    }

    @Override
    public void flush() throws IOException {
        outbox.flush();
        super.flush();
    }

    /** Takes an answer, which is sent with the next {@link #sendAnswers} at the latest; false when it cannot be sent. */
    boolean answer(String replyTo, byte[] body) {
        try {
            return outbox.publish(replyTo, body);
        } catch (IOException e) {
            abandon();
            return false;
        }
    }

    /** Whether so many answers wait for the server to read that no more should be made. */
    boolean isBackedUp() {
        return outbox.isBackedUp();
    }

    /** Sends the answers that wait; waits for the socket, for as long as the client library's write timeout at most. */
    void sendAnswers() {
        try {
            outbox.flush();
        } catch (IOException e) {
            abandon();
        }
    }

    private void answersMove() {
        if (requests != null) {
            requests.answersMove();
        }
    }

    /** The reader, whose socket is gone, tells the client library, which connects anew. */
    private void abandon() {
        try {
            forceClose();
        } catch (IOException e) {
            // It is closed already, which is what was wanted.
        }
    }
}
