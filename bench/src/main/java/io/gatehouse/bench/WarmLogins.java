package io.gatehouse.bench;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** What logins bring for a {@link WarmKind} beside the user name and the password by which a file answers them. */
final class WarmLogins {
    private static final String CONNECT = "\"connect_opts\":{";
    private static final String END_OF_CONNECT = "\"protocol\":1}";
    private static final String END_OF_CLIENT = "\"type\":\"nats\"}";

    /** As many as nats-server makes a nonce of. */
    private static final int NONCE_BYTES = 11;

    /** Real certificates have more in them than those of tests; with it, a chain of three has some 4 KB in PEM. */
    private static final int MORE_BYTES = 640;

    private static final String MORE = "1.3.6.1.4.1.55555.1";

    private final WarmKind kind;
    private final List<WarmUser> users;
    private final List<String> tokens;
    private final List<String> chains;
    private final SecureRandom random = new SecureRandom();

    /** @param tokens the bearer tokens of the users, where they bring any */
    WarmLogins(WarmKind kind, List<WarmUser> users, List<String> tokens) {
        this.kind = kind;
        this.users = users;
        this.tokens = List.copyOf(tokens);
        this.chains = kind == WarmKind.CERTIFICATE ? chains(users) : List.of();
    }

    private List<String> chains(List<WarmUser> owners) {
        CertificateAuthority root = CertificateAuthority.root(
                larger(CertificateRequest.of("Authority")).authority());
        CertificateAuthority issuer = root.intermediate("Clients");
        List<String> all = new ArrayList<>();
        for (WarmUser owner : owners) {
            all.add(issuer.issue(larger(CertificateRequest.of(owner.name()).until(WarmUser.END))).pems().stream()
                    .map(pem -> '"' + pem.replace("\n", "\\n") + '"')
                    .collect(Collectors.joining(",", "[", "]")));
        }
        return all;
    }

    private CertificateRequest larger(CertificateRequest request) {
        return request.extension(MORE, bytes(MORE_BYTES));
    }

    /** The claims of one user's request, as nats-server writes them, with that among them. */
    String added(String claims, int user) {
        return switch (kind) {
            case AUDIT, AUDIT_STDOUT, AUDIT_STREAM, AUDIT_SINGLE, TRACED, KV, RULES, HTTP, LDAP, POSTGRES -> claims;
            case TOKEN -> withToken(claims, users.get(user).token().text());
            case OIDC -> withToken(claims, tokens.get(user));
            case NKEY -> signed(claims, users.get(user).nkey());
            case CERTIFICATE ->
                claims.replace(
                        END_OF_CONNECT,
                        END_OF_CONNECT
                                + ",\"client_tls\":{\"version\":\"1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"verified_chains\":["
                                + chains.get(user) + "]}");
        };
    }

    private static String withToken(String claims, String token) {
        return claims.replace(CONNECT, CONNECT + "\"auth_token\":\"" + token + "\",");
    }

    private String signed(String claims, SigningKey key) {
        String nonce = encoded(bytes(NONCE_BYTES));
        byte[] text = nonce.getBytes(StandardCharsets.US_ASCII);
        Nkey client = key.publicKey();
        String options = "\"nkey\":\"" + client + "\",\"sig\":\"" + encoded(key.sign(text, 0, text.length)) + "\",";
        return claims.replace(END_OF_CLIENT, "\"type\":\"nats\",\"nonce\":\"" + nonce + "\"}")
                .replace(CONNECT, CONNECT + options);
    }

    private byte[] bytes(int number) {
        byte[] bytes = new byte[number];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
