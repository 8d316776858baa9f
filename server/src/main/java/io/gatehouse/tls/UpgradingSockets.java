package io.gatehouse.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS on sockets that are connected already, and connects none itself. */
public abstract class UpgradingSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;

    /** @param sockets with what TLS is put on them */
    protected UpgradingSockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public abstract Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException;

    /** Puts TLS on a socket that is connected to a server of that name; the handshake comes later. */
    protected final SSLSocket upgrade(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return (SSLSocket) sockets.createSocket(socket, host, port, autoClose);
    }

    @Override
    public final String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public final String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public final Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnected();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override
    public final Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnected();
    }

    private static UnsupportedOperationException unconnected() {
        return new UnsupportedOperationException("only a connected socket is upgraded");
    }
}
