package io.gatehouse.directory.ldap.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A socket that is connected when its TLS handshake is over: the library would take it for connected before, and would then wait for
 * the handshake without a limit.
 */
final class TlsSocket extends Socket {
    private final SSLSocketFactory factory;
    private final String host;
    private volatile Socket socket = new Socket();

    TlsSocket(SSLSocketFactory factory, String host) {
        this.factory = factory;
        this.host = host;
    }

    @Override
    public void connect(SocketAddress address, int timeoutMillis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        Socket plain = socket;
        try {
            plain.connect(address, timeoutMillis);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            plain.setSoTimeout((int) Math.max(1, left));
            SSLSocket tls =
                    (SSLSocket) factory.createSocket(plain, host, ((InetSocketAddress) address).getPort(), true);
            tls.startHandshake();
            tls.setSoTimeout(0);
            socket = tls;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        connect(address, 0);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
        super.close();
        socket.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        socket.setReuseAddress(on);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }
}
