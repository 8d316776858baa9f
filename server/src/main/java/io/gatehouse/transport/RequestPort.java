package io.gatehouse.transport;

import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The client library's socket, which takes the requests for itself and gives the library all the rest. Public, with a
 * constructor without parameters, because the library makes it by its name; the options' connection listener says where
 * the requests go.
 */
public final class RequestPort extends SocketDataPortWithWriteTimeout {
    private @Nullable RequestSifter sifter;

    /** Who knows where requests go. */
    interface Destination {
        MessageSink requests();
    }

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        if (!(options.getConnectionListener() instanceof Destination destination)) {
            throw new IllegalArgumentException("the connection listener does not say where requests go");
        }
        sifter = new RequestSifter(destination.requests());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return sifter == null ? super.read(target, offset, length) : sifter.read(in, target, offset, length);
    }
}
