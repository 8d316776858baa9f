package io.gatehouse.directory.ldap.socket;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets for one server, within TLS from the beginning. */
public final class TlsSocketFactory extends SocketFactory {
    private final SSLSocketFactory tls;
    private final String host;

    /** @param host the name that the server has to show */
    public TlsSocketFactory(SSLSocketFactory tls, String host) {
        this.tls = tls;
        this.host = host;
    }

    @Override
    public Socket createSocket() {
        return new TlsSocket(tls, host);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
