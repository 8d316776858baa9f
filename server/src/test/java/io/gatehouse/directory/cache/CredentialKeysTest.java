package io.gatehouse.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.certificate.CertificateKeys;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.SampleCredential;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials that differ in anything have keys that differ. */
class CredentialKeysTest {
    private static final CredentialParts ALL = CredentialParts.of(EnumSet.allOf(LoginPart.class));
    private static final CredentialParts PASSWORD = CredentialParts.of(Set.of(LoginPart.USER, LoginPart.PASSWORD));

    private final CredentialKeys keys = new CredentialKeys();

    private CredentialKey key(SampleCredential credential) {
        return keys.of(1, ALL, credential.request());
    }

    static Stream<List<SampleCredential>> pairs() {
        SampleCredential none = SampleCredential.NONE;
        return Stream.of(
                List.of(SampleCredential.password("ab", "c"), SampleCredential.password("a", "bc")),
                List.of(SampleCredential.password("a", null), SampleCredential.password("a", "")),
                List.of(SampleCredential.password(null, "a"), SampleCredential.password("a", null)),
                List.of(SampleCredential.password("", "a"), SampleCredential.password("a", "")),
                List.of(none, SampleCredential.password("", "")),
                List.of(SampleCredential.password("a", "\ud800"), SampleCredential.password("a", "\ud801")),
                List.of(SampleCredential.password("a", "\ud800"), SampleCredential.password("a", "?")),
                List.of(SampleCredential.password("a", "\u00e9"), SampleCredential.password("a", "e\u0301")),
                List.of(
                        new SampleCredential(null, null, "t", null, null, null, "", null),
                        new SampleCredential(null, null, null, "t", null, null, "", null)),
                List.of(SampleCredential.nkey("U", "s1", "n"), SampleCredential.nkey("U", "s2", "n")),
                List.of(SampleCredential.nkey("U", "s", "n1"), SampleCredential.nkey("U", "s", "n2")),
                List.of(none, SampleCredential.certificates(List.of(), List.of())),
                List.of(
                        SampleCredential.certificates(List.of("c"), List.of()),
                        SampleCredential.certificates(List.of(), List.of(List.of("c")))),
                List.of(
                        SampleCredential.certificates(List.of(), List.of(List.of("c"), List.of("d"))),
                        SampleCredential.certificates(List.of(), List.of(List.of("c", "d")))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tellCredentialsApart(List<SampleCredential> pair) {
        assertThat(key(pair.get(0))).isNotEqualTo(key(pair.get(1)));
        assertThat(key(pair.get(0))).isEqualTo(key(pair.get(0))).hasSameHashCodeAs(key(pair.get(0)));
    }

    @Test
    void tellVersionsApart() {
        var request = SampleCredential.password("a", "b").request();

        assertThat(keys.of(1, ALL, request)).isNotEqualTo(keys.of(2, ALL, request));
    }

    @Test
    void passOverWhatTheDirectoryDoesNotRead() {
        var one = new SampleCredential("a", "b", "t1", "j1", "n1", "s1", "x", null).request();
        var other = new SampleCredential("a", "b", null, "j2", "n2", "s2", "y", null).request();

        assertThat(keys.of(1, PASSWORD, one)).isEqualTo(keys.of(1, PASSWORD, other));
        assertThat(keys.of(1, ALL, one)).isNotEqualTo(keys.of(1, ALL, other));
    }

    /** Each part is in the key of a directory that reads it, and in that of no other. */
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "USER|PASSWORD|TOKEN|JWT|NKEY|CERTIFICATE")
    void haveThePartsOfTheConnectionThatADirectoryReads(LoginPart part) {
        ClientTls tls = new ClientTls("1.2", "AES", List.of(), List.of());
        AuthorizationRequest one = new SampleCredential("a", "b", null, null, null, null, "", tls).request();
        AuthorizationRequest other = withAnother(part, one);

        CredentialParts itself = CredentialParts.of(Set.of(part));
        CredentialParts others = CredentialParts.of(EnumSet.complementOf(EnumSet.of(part)));

        assertThat(keys.of(1, itself, other)).isNotEqualTo(keys.of(1, itself, one));
        assertThat(keys.of(1, others, other)).isEqualTo(keys.of(1, others, one));
    }

    private static AuthorizationRequest withAnother(LoginPart part, AuthorizationRequest of) {
        ClientTls tls = part == LoginPart.TLS ? new ClientTls("1.3", "AES", List.of(), List.of()) : of.tls();
        String subject = part == LoginPart.ACCOUNT ? "another" : of.subject();
        return new AuthorizationRequest(
                subject,
                0,
                0,
                server(part, of.server()),
                of.userNkey(),
                client(part, of.client()),
                connect(part, of.connect()),
                tls,
                null);
    }

    private static ClientInfo client(LoginPart part, ClientInfo is) {
        return new ClientInfo(
                part == LoginPart.HOST ? "192.0.2.77" : is.host(),
                is.id(),
                is.user(),
                is.name(),
                part == LoginPart.CLIENT_TAGS ? List.of("another") : is.tags(),
                is.nameTag(),
                is.kind(),
                part == LoginPart.CONNECTION ? "mqtt" : is.type(),
                part == LoginPart.MQTT_ID ? "another" : is.mqttId(),
                is.nonce());
    }

    private static ServerId server(LoginPart part, ServerId at) {
        return new ServerId(
                at.name(),
                at.host(),
                at.id(),
                part == LoginPart.SERVER_VERSION ? "another" : at.version(),
                part == LoginPart.SERVER ? "another" : at.cluster(),
                part == LoginPart.SERVER_TAGS ? List.of("another") : at.tags(),
                at.xkey());
    }

    private static ConnectOptions connect(LoginPart part, ConnectOptions by) {
        return new ConnectOptions(
                null,
                null,
                null,
                null,
                by.user(),
                by.password(),
                part == LoginPart.CLIENT_NAME ? "another" : by.name(),
                by.lang(),
                part == LoginPart.CLIENT_LIBRARY ? "another" : by.version(),
                by.protocol());
    }

    /** Two texts of a part are two, wherever one of them ends. */
    @Test
    void tellTextsOfAPartApart() {
        AuthorizationRequest of = SampleCredential.NONE.request();
        CredentialParts tags = CredentialParts.of(Set.of(LoginPart.SERVER_TAGS));
        CredentialParts library = CredentialParts.of(Set.of(LoginPart.CLIENT_LIBRARY));

        assertThat(keys.of(1, tags, tagged(of, "a", "b")))
                .isNotEqualTo(keys.of(1, tags, tagged(of, "ab")))
                .isNotEqualTo(keys.of(1, tags, tagged(of, "b", "a")));
        assertThat(keys.of(1, library, by(of, "go", "1"))).isNotEqualTo(keys.of(1, library, by(of, "go1", "")));
    }

    private static AuthorizationRequest tagged(AuthorizationRequest of, String... tags) {
        ServerId at = of.server();
        ServerId server =
                new ServerId(at.name(), at.host(), at.id(), at.version(), at.cluster(), List.of(tags), at.xkey());
        return new AuthorizationRequest(
                of.subject(), 0, 0, server, of.userNkey(), of.client(), of.connect(), null, null);
    }

    private static AuthorizationRequest by(AuthorizationRequest of, String lang, String version) {
        ConnectOptions connect = new ConnectOptions(null, null, null, null, null, null, null, lang, version, 1);
        return new AuthorizationRequest(
                of.subject(), 0, 0, of.server(), of.userNkey(), of.client(), connect, null, null);
    }

    @Test
    void haveASecretOfTheirOwnInEachProcess() {
        var request = SampleCredential.password("a", "b").request();

        assertThat(new CredentialKeys().of(1, ALL, request)).isNotEqualTo(keys.of(1, ALL, request));
    }

    @Test
    void areTheSameOnEveryThread() throws InterruptedException {
        var request = SampleCredential.password("a", "b").request();
        CredentialKey[] there = new CredentialKey[1];
        Thread thread = new Thread(() -> there[0] = keys.of(1, ALL, request));
        thread.start();
        thread.join();

        assertThat(there[0]).isEqualTo(keys.of(1, ALL, request));
    }

    @Test
    void areNotSpoiledByALongCredentialBefore() {
        CredentialKey before = key(SampleCredential.password("a", "b"));
        assertThat(key(SampleCredential.password("a", "\uffff".repeat(100_000))))
                .isNotEqualTo(before);
        assertThat(key(SampleCredential.password("a", "b"))).isEqualTo(before);
    }

    @Test
    void areNumbersAndNoText() {
        assertThat(fields(CredentialKey.class)).allMatch(field -> field.getType() == long.class);
    }

    @Test
    void leaveNoPasswordBehind() {
        CredentialText text = new CredentialText(new CertificateKeys());
        text.write(
                1,
                ALL,
                SampleCredential.password("user", "a secret that is long").request());
        byte[] written = text.bytes();
        assertThat(written).isNotEqualTo(new byte[written.length]);

        text.wipe();

        assertThat(written).isEqualTo(new byte[written.length]);
    }

    @Test
    void leaveNoPasswordBehindWhereItDidNotFit() {
        CredentialText text = new CredentialText(new CertificateKeys());
        text.write(1, PASSWORD, SampleCredential.password("user", "secret").request());
        byte[] small = text.bytes();

        text.write(
                1,
                PASSWORD,
                SampleCredential.password("user", "x".repeat(50_000)).request());

        assertThat(small).isNotSameAs(text.bytes()).isEqualTo(new byte[small.length]);
    }

    /** Anybody can show any certificate, but not one that a server has verified. */
    @Test
    void rememberVerifiedChainsAlone() {
        CertificateKeys certificates = new CertificateKeys();
        CredentialText text = new CredentialText(certificates);
        SampleCredential shown = SampleCredential.certificates(List.of("a", "b"), List.of());
        SampleCredential verified =
                SampleCredential.certificates(List.of(), List.of(List.of("a", "b"), List.of("a", "c")));

        text.write(1, ALL, shown.request());
        assertThat(certificates.size()).isZero();

        text.write(1, ALL, verified.request());
        assertThat(certificates.size()).isEqualTo(1);
    }

    @Test
    void tellVerifiedChainsApartWhereverTheyDiffer() {
        Set<CredentialKey> all = new HashSet<>();
        List<List<List<String>>> chains = List.of(
                List.of(List.of("a", "b")),
                List.of(List.of("a", "b"), List.of()),
                List.of(List.of("a"), List.of("b")),
                List.of(List.of("b", "a")),
                List.of(List.of("a", "b", "b")),
                List.of(List.of("a", "b"), List.of("a", "b")),
                List.of(List.of("ab")));
        chains.forEach(each -> all.add(key(SampleCredential.certificates(List.of(), each))));
        assertThat(all).hasSize(chains.size());
        assertThat(chains).allMatch(each -> all.contains(key(SampleCredential.certificates(List.of(), each))));
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()));
    }
}
