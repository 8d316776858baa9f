package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decision's record says, and what it never does. */
class DecisionEntryTest {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();
    private static final String CANARY = "canary-5ecret-that-must-not-show";

    private static AuthorizationRequest request(String user, String client, @Nullable String token) {
        ServerId server = new ServerId("n1", "0.0.0.0", SERVER, "2.15.3", "east", List.of(), null);
        ClientInfo info = new ClientInfo("10.1.2.3", 17, CANARY, client, List.of(), "", "Client", "nats", "", CANARY);
        ConnectOptions connect =
                new ConnectOptions(CANARY, null, CANARY, token, user, CANARY, "lib", "go", "1.40.0", 1);
        return new AuthorizationRequest("A", 0, 0, server, USER, info, connect, null, CANARY);
    }

    private static Verdict granted(String name) {
        UserClaims claims = new UserClaims(name, "APP1", null, null, List.of("team:7"));
        return new Verdict.Granted(new UserJwt(claims, SigningKey.generate(NkeyKind.ACCOUNT)), 1_900_000_000, "APP1");
    }

    private static byte[] bytes(AuditSettings settings, AuthorizationRequest request, Authorization authorization) {
        long now = System.nanoTime();
        Decision decision = new Decision(request, authorization, now - 412_000, now - 400_000, now, "0a1b2c");
        RecordJson json = new RecordJson(settings);
        DecisionEntry entry = new DecisionEntry(decision, decision.configuration(), null);
        json.begin(entry.type(), entry.millis());
        entry.write(json);
        return line(json);
    }

    private static byte[] line(RecordJson json) {
        AuditChunk chunk = new AuditChunk("one-run-");
        json.end(1, chunk);
        return chunk.line(0);
    }

    private static Map<String, Object> record(
            AuditSettings settings, AuthorizationRequest request, Authorization authorization) {
        return AuditLines.members(bytes(settings, request, authorization));
    }

    private static AuditSettings plain() {
        return SampleAudit.settings(false, 1 << 20);
    }

    private static Authorization grantedByRules() {
        Identity alice = new Identity("staff", "alice@example.com", Map.of(), Set.of("nurses"), null);
        return new Authorization(
                granted("alice@example.com"),
                "staff",
                alice,
                Origin.CACHE,
                new AppliedRules(List.of("day", "ward"), "by the ward"));
    }

    @Test
    void aGrantSaysWhoFromWhereByWhatAndWhatFor() {
        Map<String, Object> record = record(plain(), request("alice", "orders", null), grantedByRules());

        assertThat(record)
                .containsEntry("type", "decision")
                .containsEntry("result", "granted")
                .containsEntry("user", "alice")
                .containsEntry("identity", "alice@example.com")
                .containsEntry("directory", "staff")
                .containsEntry("origin", "cache")
                .containsEntry("rules", List.of("day", "ward"))
                .containsEntry("note", "by the ward")
                .containsEntry("account", "APP1")
                .containsEntry("expires", "2030-03-17T17:46:40.000Z")
                .containsEntry("host", "10.1.2.3")
                .containsEntry("kind", "Client")
                .containsEntry("connection", "nats")
                .containsEntry("client", "orders")
                .containsEntry("server", "n1")
                .containsEntry("cid", 17)
                .containsEntry("user_nkey", USER.text())
                .containsEntry("duration_us", 412)
                .containsEntry("configuration", "0a1b2c")
                .doesNotContainKeys("reason", "credential", "claims");
    }

    @Test
    void aRefusalAndADropSayWhy() {
        assertThat(record(
                        plain(),
                        request("alice", "orders", null),
                        Authorization.of(new Verdict.Denied(DenyReason.OUTSIDE_HOURS, "until 17:00"))))
                .containsEntry("result", "denied")
                .containsEntry("reason", "outside_hours")
                .containsEntry("detail", "until 17:00")
                .doesNotContainKeys("account", "identity", "directory", "origin", "rules");
        assertThat(record(
                        plain(),
                        request("alice", "orders", null),
                        Authorization.dropped(Drop.SCOPE_CONFLICT, "limits")))
                .containsEntry("result", "dropped")
                .containsEntry("reason", "scope_conflict")
                .containsEntry("detail", "limits");
    }

    /** One of somebody whom no directory knows tells who that claimed to be; otherwise the identity does. */
    @Test
    void aCertificateOfNobodyIsRecordedByItsFingerprint() {
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})
                + "\n-----END CERTIFICATE-----\n";
        ClientTls verified = new ClientTls("1.3", "c", List.of(), List.of(List.of(pem, "another")));
        ClientTls unverified = new ClientTls("1.3", "c", List.of(pem), List.of());
        ClientTls damaged = new ClientTls("1.3", "c", List.of(), List.of(List.of("no certificate")));
        Authorization denied = Authorization.of(new Verdict.Denied(DenyReason.CERTIFICATE_REVOKED));

        // printf '\001\002\003' | sha256sum
        assertThat(record(plain(), withTls(verified), denied))
                .containsEntry("certificate", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        assertThat(record(plain(), withTls(verified), grantedByRules())).doesNotContainKey("certificate");
        assertThat(record(plain(), withTls(unverified), denied)).doesNotContainKey("certificate");
        assertThat(record(plain(), withTls(damaged), denied)).doesNotContainKey("certificate");
    }

    private static AuthorizationRequest withTls(ClientTls tls) {
        AuthorizationRequest r = request("alice", "orders", null);
        return new AuthorizationRequest(
                r.subject(), 0, 0, r.server(), r.userNkey(), r.client(), r.connect(), tls, r.requestNonce());
    }

    @Test
    void ofARequestThatWasNotReadItSaysWhyAlone() {
        long now = System.nanoTime();
        Decision decision = new Decision(null, Authorization.dropped(Drop.BAD_SIGNATURE, ""), now - 5_000, now, now);
        RecordJson json = new RecordJson(plain());
        json.begin(RecordType.DECISION, 0);
        new DecisionEntry(decision, "1", null).write(json);

        assertThat(AuditLines.members(line(json)).keySet())
                .containsExactly("time", "type", "result", "reason", "duration_us", "configuration");
    }

    @Test
    void theClaimsAreThereWhenTheyAreWanted() {
        Map<String, Object> record =
                record(SampleAudit.withClaims(), request("alice", "orders", null), grantedByRules());

        assertThat(record.get("claims"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("sub", USER.text())
                .containsEntry("name", "alice@example.com")
                .containsEntry("exp", 1_900_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "\"},{\"type\":\"grant",
                "a\\",
                "\u0000\u0007",
                "a\u2028b\u2029c\u0085d",
                "\u202eecila",
                "\ud800",
                "\u009b31m",
                "\ufeff",
                "\u007f",
                "'; drop"
            })
    void noNameLeavesItsQuotesOrItsLine(String name) {
        Identity identity = new Identity("staff", "alice", Map.of(), Set.of(), null);
        Authorization denied = new Authorization(
                new Verdict.Denied(DenyReason.REFUSED, name),
                name,
                identity,
                Origin.DIRECTORY,
                new AppliedRules(List.of(name), name));

        byte[] line = bytes(plain(), request(name, name, null), denied);

        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text.substring(0, text.length() - 1).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(AuditLines.members(line)).containsEntry("type", "decision").containsEntry("result", "denied");
    }

    /** The name in the claims was checked by the policy, and may still have what some readers take for the end of a line. */
    @Test
    void claimsStayOnTheLineAsWell() {
        Authorization odd = Authorization.of(granted("a\u2028b\u202ec\u00e9"));

        byte[] line = bytes(SampleAudit.withClaims(), request("alice", "orders", null), odd);

        assertThat(new String(line, StandardCharsets.UTF_8))
                .isEqualTo(new String(line, StandardCharsets.US_ASCII))
                .contains("\\u2028");
    }

    @Test
    void longTextsAreCut() {
        String name = "x".repeat(5_000);

        assertThat(String.valueOf(record(plain(), request(name, name, null), Authorization.of(granted("a")))
                        .get("user")))
                .hasSize(RecordJson.MAX_TEXT + 1)
                .endsWith("…");
    }

    @Test
    void noSecretIsInARecord() {
        String apiToken = "gth_0A1b2C3d4E_anExampleOfATokenOfNob2eC24f";
        String jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLXRoaXM";
        String seed = SigningKey.generate(NkeyKind.USER).seed();
        for (String secret : List.of(apiToken, jwt, seed)) {
            for (AuditSettings settings :
                    List.of(plain(), SampleAudit.withClaims(), SampleAudit.hashing(SampleAudit.KEY))) {
                String line = new String(
                        bytes(settings, request(secret, secret, secret), grantedByRules()), StandardCharsets.UTF_8);

                assertThat(line).doesNotContain(secret, CANARY, secret.substring(16), SampleAudit.KEY.reveal());
            }
        }
    }

    @Test
    void valuesAreHashedUnderTheKey() {
        AuditSettings settings =
                SampleAudit.hashing(SampleAudit.KEY, HashedField.USER, HashedField.HOST, HashedField.CLIENT);
        ValueHash hash = new ValueHash(SampleAudit.KEY);

        Map<String, Object> record = record(settings, request("alice", "orders", "t0ken"), grantedByRules());

        assertThat(record)
                .containsEntry("user", hash.of("alice"))
                .containsEntry("identity", hash.of("alice@example.com"))
                .containsEntry("host", hash.of("10.1.2.3"))
                .containsEntry("client", hash.of("orders"))
                .containsEntry("credential", hash.of("t0ken"));
        assertThat(String.valueOf(Objects.requireNonNull(record.get("user")))).matches("hmac-sha256:[0-9a-f]{64}");
    }

    @Test
    void theHashIsThatOfOtherTools() {
        // printf alice | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertThat(new ValueHash(SampleAudit.KEY).of("alice"))
                .isEqualTo("hmac-sha256:433deb45467e4e53dbaba594c88bc3a200f705a2150788c3d11e6040e63e8510");
    }
}
