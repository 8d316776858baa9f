package io.gatehouse.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials that differ in anything have keys that differ. */
class CredentialKeysTest {
    private static final Set<LoginPart> ALL = EnumSet.allOf(LoginPart.class);
    private static final Set<LoginPart> PASSWORD = Set.of(LoginPart.USER, LoginPart.PASSWORD);

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
    @EnumSource(names = {"HOST", "CONNECTION", "SERVER", "ACCOUNT", "TLS", "CLIENT_NAME"})
    void haveThePartsOfTheConnectionThatADirectoryReads(LoginPart part) {
        ClientTls tls = new ClientTls("1.2", "AES", List.of(), List.of());
        AuthorizationRequest one = new SampleCredential("a", "b", null, null, null, null, "", tls).request();
        AuthorizationRequest other = withAnother(part, one);

        assertThat(keys.of(1, Set.of(part), other)).isNotEqualTo(keys.of(1, Set.of(part), one));
        assertThat(keys.of(1, EnumSet.complementOf(EnumSet.of(part)), other))
                .isEqualTo(keys.of(1, EnumSet.complementOf(EnumSet.of(part)), one));
    }

    private static AuthorizationRequest withAnother(LoginPart part, AuthorizationRequest of) {
        ClientInfo is = of.client();
        ClientInfo client = new ClientInfo(
                part == LoginPart.HOST ? "192.0.2.77" : is.host(),
                is.id(),
                is.user(),
                is.name(),
                is.tags(),
                is.nameTag(),
                is.kind(),
                part == LoginPart.CONNECTION ? "mqtt" : is.type(),
                is.mqttId(),
                is.nonce());
        ServerId at = of.server();
        String cluster = part == LoginPart.SERVER ? "another" : at.cluster();
        ServerId server = new ServerId(at.name(), at.host(), at.id(), at.version(), cluster, at.tags(), at.xkey());
        ConnectOptions by = of.connect();
        String name = part == LoginPart.CLIENT_NAME ? "another" : by.name();
        ConnectOptions connect = new ConnectOptions(
                null, null, null, null, by.user(), by.password(), name, by.lang(), by.version(), by.protocol());
        ClientTls tls = part == LoginPart.TLS ? new ClientTls("1.3", "AES", List.of(), List.of()) : of.tls();
        String subject = part == LoginPart.ACCOUNT ? "another" : of.subject();
        return new AuthorizationRequest(subject, 0, 0, server, of.userNkey(), client, connect, tls, null);
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
        CredentialText text = new CredentialText();
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
        CredentialText text = new CredentialText();
        text.write(1, PASSWORD, SampleCredential.password("user", "secret").request());
        byte[] small = text.bytes();

        text.write(
                1,
                PASSWORD,
                SampleCredential.password("user", "x".repeat(50_000)).request());

        assertThat(small).isNotSameAs(text.bytes()).isEqualTo(new byte[small.length]);
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()));
    }
}
