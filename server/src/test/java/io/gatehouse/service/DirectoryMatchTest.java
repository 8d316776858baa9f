package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.Match;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which logins a directory is asked about, as its {@code match} in the file says. */
class DirectoryMatchTest {
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final Nkey OTHER = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();
    private static final ClientTls CERTIFICATE = new ClientTls("1.3", "", List.of(), List.of(List.of("PEM")));
    private static final ClientTls NO_CERTIFICATE = new ClientTls("1.3", "", List.of(), List.of());

    @TempDir
    private Path dir;

    private Match match(String criteria) throws IOException {
        return new SettingsFolder(dir, Map.of())
                .load("issuer: {seed: " + ISSUER.seed() + "}\ndirectories: {d: {type: file, path: u, match: " + criteria
                        + "}}\n")
                .directories()
                .get(0)
                .match();
    }

    @Test
    void withoutCriteriaEverybody() throws IOException {
        assertThat(match("{}")).isSameAs(Match.ALL);
    }

    @ParameterizedTest
    @CsvSource({"password, 0", "token, 1", "nkey, 2", "jwt, 3", "certificate, 4"})
    void aKindOfCredential(String kind, int own) throws IOException {
        List<AuthorizationRequest> logins = List.of(
                login(new Brings("u", "p", null, null, null, null), NO_CERTIFICATE),
                login(new Brings(null, null, "t", null, null, null), null),
                login(new Brings(null, null, null, "U", "sig", null), null),
                login(new Brings("u", null, null, "U", null, "j"), null),
                login(new Brings("u", null, null, null, null, null), CERTIFICATE));
        Match match = match("{credential: " + kind + "}");

        for (int i = 0; i < logins.size(); i++) {
            assertThat(match.matches(logins.get(i))).as("login %s", i).isEqualTo(i == own);
        }
        assertThat(match.readsTls()).isEqualTo(kind.equals("certificate"));
    }

    @Test
    void oneOfSeveralKinds() throws IOException {
        Match match = match("{credential: [token, PASSWORD]}");

        assertThat(match.matches(login(new Brings("u", "p", null, null, null, null), null)))
                .isTrue();
        assertThat(match.matches(login(new Brings(null, null, "t", null, null, null), null)))
                .isTrue();
        assertThat(match.matches(login(new Brings(null, null, null, null, null, "j"), null)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*@example.com, a@example.com, true",
        "*@example.com, @example.com, true",
        "*@example.com, a@example.org, false",
        "*@example.com, a@example.com.evil, false",
        "svc-*, svc-1, true",
        "svc-*, Svc-1, false",
        "a*b*c, abc, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, acb, false",
        "a*a, a, false",
        "*, anybody, true",
        "alice, alice, true",
        "alice, alicex, false",
        "'alice,b*', bob, true"
    })
    void aPatternOfTheName(String pattern, String user, boolean matches) throws IOException {
        assertThat(match("{user: '" + pattern + "'}")
                        .matches(login(new Brings(user, "p", null, null, null, null), null)))
                .isEqualTo(matches);
    }

    /** A name such as LDAP's: its parts alone would take the logins of others. */
    @Test
    void aPatternInAListIsNotSplitAtItsCommas() throws IOException {
        Match match = match("{user: ['cn=*,ou=staff']}");

        assertThat(match.matches(login(new Brings("cn=a,ou=staff", "p", null, null, null, null), null)))
                .isTrue();
        assertThat(match.matches(login(new Brings("cn=a,ou=guests", "p", null, null, null, null), null)))
                .isFalse();
        assertThat(match.matches(login(new Brings("ou=staff", "p", null, null, null, null), null)))
                .isFalse();
    }

    @Test
    void whoHasNoNameFitsNoPattern() throws IOException {
        assertThat(match("{user: '*'}").matches(login(new Brings(null, null, "t", null, null, null), null)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "standard, Client, nats, true",
        "websocket, Client, nats, false",
        "'mqtt, websocket', Client, websocket, true",
        "mqtt_ws, Client, mqtt, true",
        "LEAFNODE, Leafnode, '', true",
        "standard, Leafnode, '', false"
    })
    void aTypeOfConnection(String types, String kind, String type, boolean matches) throws IOException {
        AuthorizationRequest login = request(new Brings("u", "p", null, null, null, null), null, kind, type);

        assertThat(match("{connection: '" + types + "'}").matches(login)).isEqualTo(matches);
    }

    @Test
    void anAccount() throws IOException {
        AuthorizationRequest login = login(new Brings("u", "p", null, null, null, null), null);

        assertThat(match("{account: [" + ISSUER.publicKey() + "]}").matches(login))
                .isTrue();
        assertThat(match("{account: [" + OTHER + "]}").matches(login)).isFalse();
    }

    @Test
    void allCriteriaTogether() throws IOException {
        Match match = match("{user: 'a*', credential: password, connection: standard}");

        assertThat(match.matches(login(new Brings("anna", "p", null, null, null, null), null)))
                .isTrue();
        assertThat(match.matches(login(new Brings("anna", null, "t", null, null, null), null)))
                .isFalse();
        assertThat(match.matches(login(new Brings("bob", "p", null, null, null, null), null)))
                .isFalse();
    }

    /** What a login brings. */
    private record Brings(
            @Nullable String user,
            @Nullable String password,
            @Nullable String token,
            @Nullable String nkey,
            @Nullable String signature,
            @Nullable String jwt) {}

    private static AuthorizationRequest login(Brings brings, @Nullable ClientTls tls) {
        return request(brings, tls, "Client", "nats");
    }

    private static AuthorizationRequest request(Brings brings, @Nullable ClientTls tls, String kind, String type) {
        ServerId server = new ServerId("s1", "0.0.0.0", SERVER, "2.15.1", "", List.of(), null);
        ClientInfo info = new ClientInfo("10.1.2.3", 7, "", "", List.of(), "", kind, type, "", "");
        ConnectOptions connect = new ConnectOptions(
                brings.jwt,
                brings.nkey,
                brings.signature,
                brings.token,
                brings.user,
                brings.password,
                null,
                "go",
                "1.40.0",
                1);
        return new AuthorizationRequest(ISSUER.publicKey().text(), 0, 0, server, USER, info, connect, tls, null);
    }
}
