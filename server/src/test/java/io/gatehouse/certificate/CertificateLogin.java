package io.gatehouse.certificate;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logins with certificates, as nats-server tells of them. */
public final class CertificateLogin {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();

    private CertificateLogin() {}

    /** By a verified certificate alone. */
    public static AuthorizationRequest by(IssuedCertificate certificate) {
        return by(List.of(certificate.pems()));
    }

    /** By chains, as they are. */
    public static AuthorizationRequest by(List<List<String>> chains) {
        return with(null, null, null, new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), chains));
    }

    /** By a certificate that nobody has verified. */
    public static AuthorizationRequest unverified(IssuedCertificate certificate) {
        ClientTls tls = new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", certificate.pems(), List.of());
        return with(null, null, null, tls);
    }

    /** With what the client sends in CONNECT beside the verified certificate. */
    public static AuthorizationRequest by(
            IssuedCertificate certificate, @Nullable String user, @Nullable String password, @Nullable String token) {
        List<List<String>> chains = List.of(certificate.pems());
        return with(user, password, token, new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), chains));
    }

    /** With an nkey beside the verified certificate, and the JWT of a sentinel. */
    public static AuthorizationRequest by(IssuedCertificate certificate, String nkey, @Nullable String jwt) {
        ClientTls tls = new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), List.of(certificate.pems()));
        return with(new ConnectOptions(jwt, nkey, "signature", null, null, null, "", "go", "1.55.0", 1), tls);
    }

    private static AuthorizationRequest with(
            @Nullable String user, @Nullable String password, @Nullable String token, ClientTls tls) {
        return with(new ConnectOptions(null, null, null, token, user, password, "", "go", "1.55.0", 1), tls);
    }

    private static AuthorizationRequest with(ConnectOptions connect, ClientTls tls) {
        ServerId server = new ServerId("server", "127.0.0.1", SERVER, "2.15.3", "", List.of(), null);
        ClientInfo client = new ClientInfo("10.1.2.3", 7, "", "", List.of(), "", "Client", "nats", "", "");
        return new AuthorizationRequest("ACCOUNT", 0, 0, server, USER, client, connect, tls, null);
    }
}
