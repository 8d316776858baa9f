package io.gatehouse.directory.ldap.socket;

import io.gatehouse.tls.UpgradingSockets;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Lets a TLS handshake over a connection that is there wait no longer than it may. */
public final class StartTlsSockets extends UpgradingSockets {
    private final int timeoutMillis;

    /** @param timeoutMillis how long each read of the handshake may take */
    public StartTlsSockets(SSLSocketFactory factory, int timeoutMillis) {
        super(factory);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        return upgrade(socket, host, port, autoClose);
    }
}
