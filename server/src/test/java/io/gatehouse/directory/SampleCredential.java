package io.gatehouse.directory;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.policy.SampleRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a credential may consist of, to be varied. */
public record SampleCredential(
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        @Nullable String jwt,
        @Nullable String nkey,
        @Nullable String signature,
        String nonce,
        @Nullable ClientTls tls) {
    public static final SampleCredential NONE = new SampleCredential(null, null, null, null, null, null, "", null);

    public static SampleCredential password(@Nullable String user, @Nullable String password) {
        return new SampleCredential(user, password, null, null, null, null, "", null);
    }

    public static SampleCredential nkey(String nkey, String signature, String nonce) {
        return new SampleCredential(null, null, null, null, nkey, signature, nonce, null);
    }

    public static SampleCredential certificates(List<String> certs, List<List<String>> chains) {
        return new SampleCredential(null, null, null, null, null, null, "", new ClientTls("1.3", "AES", certs, chains));
    }

    public AuthorizationRequest request() {
        AuthorizationRequest sample = SampleRequest.client().build();
        ClientInfo of = sample.client();
        ClientInfo client = new ClientInfo(
                of.host(),
                of.id(),
                of.user(),
                of.name(),
                of.tags(),
                of.nameTag(),
                of.kind(),
                of.type(),
                of.mqttId(),
                nonce);
        ConnectOptions connect =
                new ConnectOptions(jwt, nkey, signature, token, user, password, null, "go", "1.40.0", 1);
        return new AuthorizationRequest(
                sample.subject(), 0, 0, sample.server(), sample.userNkey(), client, connect, tls, null);
    }
}
