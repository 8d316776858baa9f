package io.gatehouse.tls;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS on sockets, asking for one server by its name (SNI), whatever address the socket is connected to. */
final class NamedSockets extends UpgradingSockets {
    private final String name;
    private final Runnable upgrading;

    /** @param upgrading told before each handshake */
    NamedSockets(SSLSocketFactory sockets, String name, Runnable upgrading) {
        super(sockets);
        this.name = name;
        this.upgrading = upgrading;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        upgrading.run();
        SSLSocket secured = upgrade(socket, name, port, autoClose);
        askFor(secured);
        return secured;
    }

    private void askFor(SSLSocket socket) {
        if (HostAddress.is(name)) {
            return;
        }
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        } catch (IllegalArgumentException e) {
            // Not a name that the extension can carry, such as one with an underscore: it goes without.
        }
    }
}
