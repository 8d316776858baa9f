package io.gatehouse.nats;

import io.nats.client.ConnectionListener;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPort;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The client library's socket, which tells the {@link Attempt} how reading ended: the library itself, while it logs in,
 * would wait for its timeout. Public, with a constructor without parameters, because the library makes it by its name.
 */
public class PlainPort extends SocketDataPort {
    private final SocketBeneath beneath = new SocketBeneath();
    private @Nullable Attempt attempt;
    private volatile boolean written;

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        ConnectionListener listener = options.getConnectionListener();
        attempt = listener instanceof Attempt known ? known : null;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = super.read(target, offset, length);
            if (read < 0) {
                ended(new EOFException("closed by nats-server"));
            } else if (attempt != null) {
                attempt.heard();
            }
            return read;
        } catch (IOException e) {
            ended(e);
            throw e;
        }
    }

    @Override
    public void upgradeToSecure() throws IOException {
        beneath.keep(socket);
        super.upgradeToSecure();
    }

    @Override
    public void shutdownInput() throws IOException {
        if (!beneath.shutdownInput()) {
            super.shutdownInput();
        }
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        written = true;
        super.write(bytes, length);
    }

    private void ended(IOException failure) {
        if (attempt != null) {
            attempt.readingEnded(failure, written);
        }
    }
}
