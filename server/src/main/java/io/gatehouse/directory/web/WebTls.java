package io.gatehouse.directory.web;

import io.gatehouse.tls.HostAddress;
import io.gatehouse.tls.TlsMaterial;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;

/**
 * TLS to the servers of one directory: the certificate must be for the host of the URL, or for the name that is configured.
 *
 * @param serverName what the certificates must be for; null for the host of each URL
 * @param handshake how long a handshake may take
 */
record WebTls(TlsMaterial material, @Nullable String serverName, Duration handshake) {
    private static final SNIServerName[] NONE = {};

    /** TLS to a host. */
    SslProvider provider(String host) throws IOException {
        String expected = serverName == null ? host : serverName;
        JdkSslContext context = netty(material.context(expected));
        return SslProvider.builder()
                .sslContext(context)
                .handshakeTimeout(handshake)
                .serverNames(serverNames(expected))
                .handlerConfigurator(WebTls::leaveNamesToOurTrust)
                .build();
    }

    private static JdkSslContext netty(SSLContext context) {
        return new JdkSslContext(
                context,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false);
    }

    private static SNIServerName[] serverNames(String expected) {
        return HostAddress.is(expected) || expected.endsWith(".")
                ? NONE
                : new SNIServerName[] {new SNIHostName(expected)};
    }

    /** The context compares the name itself, also where it is not that of the connection. */
    private static void leaveNamesToOurTrust(SslHandler handler) {
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("");
        handler.engine().setSSLParameters(parameters);
    }
}
