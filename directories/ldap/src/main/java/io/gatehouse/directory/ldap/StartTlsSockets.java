package io.gatehouse.directory.ldap;

import io.gatehouse.tls.UpgradingSockets;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Lets a TLS handshake over a connection that is there wait no longer than it may. */
final class StartTlsSockets extends UpgradingSockets {
    private final int timeoutMillis;

    StartTlsSockets(SSLSocketFactory factory, int timeoutMillis) {
        super(factory);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        return upgrade(socket, host, port, autoClose);
    }
}
