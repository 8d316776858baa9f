package io.gatehouse.nats;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The socket beneath a secured one. Reading is ended there: the client library does nothing where the socket is secured, and would wait
 * for its reader for a second.
 */
public final class SocketBeneath {
    private volatile @Nullable Socket socket;

    /** Keeps a socket that is about to be secured. */
    public void keep(Socket plain) {
        socket = plain;
    }

    /** Ends reading; false, and nothing done, where no socket was secured. */
    public boolean shutdownInput() throws IOException {
        Socket kept = socket;
        if (kept == null) {
            return false;
        }
        kept.shutdownInput();
        return true;
    }
}
