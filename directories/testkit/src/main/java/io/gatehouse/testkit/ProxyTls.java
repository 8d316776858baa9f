package io.gatehouse.testkit;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS that ends at a proxy, whose server knows none.
 *
 * @param valid with the certificate that is shown while all is well
 * @param expired with the one that is shown when it has expired
 * @param greeting what is said in the clear before TLS begins
 */
public record ProxyTls(SSLContext valid, SSLContext expired, Greeting greeting) {
    /** Agrees with a client on TLS. */
    @FunctionalInterface
    public interface Greeting {
        /** TLS from the beginning. */
        Greeting NONE = client -> {};

        void exchange(Socket client) throws IOException;
    }

    /** A client's connection once TLS has begun; waits for that. */
    Socket within(Socket client, boolean isExpired) throws IOException {
        greeting.exchange(client);
        SSLContext context = isExpired ? expired : valid;
        SSLSocket secure = (SSLSocket) context.getSocketFactory()
                .createSocket(client, client.getInetAddress().getHostAddress(), client.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }
}
