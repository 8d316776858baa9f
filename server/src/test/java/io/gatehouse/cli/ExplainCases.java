package io.gatehouse.cli;

import static io.gatehouse.cli.ExplainCase.login;
import static io.gatehouse.cli.ExplainCase.ruled;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A case for every end that a login can have. */
final class ExplainCases {
    private static final String NURSES = """
            rules:
              nurses:
                if: {group: nurses, connection: standard}
                give: {account: WARD, permissions: {pub: {allow: "ward.{{attribute(ward)}}.{{name()}}"}}}
              night:
                if: {group: nurses, not: {source: 127.0.0.0/8}}
                give: {session: 30m}
            """;

    private static final String CERTIFICATES = """
            directories:
              devices: {type: certificate, identity: cn, issuers: ca.pem%s}
            rules:
              devices: {give: {account: APP1}}
            """;

    /** As long as its session, which must be the same each time. */
    private static final Instant CERTIFICATE_END = Instant.parse("2040-01-01T00:00:00Z");

    /** Of nobody: it is in the file of its case alone. */
    private static final String TOKEN = "gth_0A1b2C3d4E_anExampleOfATokenOfNob2eC24f";

    private static final String HASH = "f20c95943c0bd74fa8dc5bde6b0d00fbe23e337aae589fabc312d6b5af292c4c";

    private ExplainCases() {}

    static List<ExplainCase> all() {
        return Stream.of(granted(), denied(), mistakes(), requests())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ExplainCase> granted() {
        return List.of(
                login(null, "wonderland", "--user", "alice").ending(0),
                ruled(
                                null,
                                NURSES,
                                "",
                                "--as",
                                "zoe",
                                "--groups",
                                "nurses",
                                "--attribute",
                                "ward=7",
                                "--host",
                                "10.1.2.3")
                        .ending(0)
                        .named("granted_by_rules"),
                ExplainCase.of(null, ExplainCases::twoDirectories, "wonderland", "--user", "alice")
                        .ending(0)
                        .named("granted_by_the_second"),
                ExplainCase.of(null, ExplainCases::machines, "", "--nkey", "user.nk")
                        .ending(0)
                        .named("granted_by_nkey"),
                ExplainCase.of(null, ExplainCases::tokens, TOKEN, "--token")
                        .ending(0)
                        .named("granted_by_token"),
                ExplainCase.of(null, ExplainCases::devices, "", "--cert", "client.pem")
                        .ending(0)
                        .named("granted_by_certificate"),
                request(null, keys -> keys.request().jwt()).ending(0).named("granted_of_a_request"),
                sealed(null, keys -> keys.request().sealedFor(keys.xkey().publicKey()), ExplainKeys.SERVER_XKEY)
                        .ending(0)
                        .named("granted_of_a_sealed_request"));
    }

    private static String devices(Path dir, ExplainKeys keys) throws Exception {
        Files.writeString(dir.resolve("ca.pem"), keys.ca().pem());
        keys.writeCertificate(keys.ca()
                .issue(CertificateRequest.of("orders")
                        .ou("till")
                        .dns("till7.example.com")
                        .serial(7)
                        .until(CERTIFICATE_END))
                .pem());
        return CERTIFICATES.formatted(", groups_from: ou");
    }

    private static String machines(Path dir, ExplainKeys keys) throws Exception {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        Files.writeString(dir.resolve("user.nk"), user.seed() + "\n");
        return """
                directories:
                  machines: {type: nkey, keys: {sensor: {nkey: %s, account: APP1, groups: [ci]}}}
                """.formatted(user.publicKey());
    }

    private static String strangers(Path dir, ExplainKeys keys) throws Exception {
        String machines = machines(dir, keys);
        Files.writeString(
                dir.resolve("user.nk"), SigningKey.generate(NkeyKind.USER).seed());
        return machines;
    }

    private static String tokens(Path dir, ExplainKeys keys) throws Exception {
        Files.writeString(dir.resolve("tokens.json"), """
                {"0A1b2C3d4E": {"name": "ci-bot", "account": "APP1", "groups": ["ci"],
                  "hash": "sha256:HASH"}}
                """.replace("HASH", HASH));
        return "directories: {api: {type: token, path: tokens.json}}";
    }

    private static String twoDirectories(Path dir, ExplainKeys keys) throws Exception {
        Files.writeString(dir.resolve("staff.json"), "{\"zoe\": {\"pass\": \"z1\", \"account\": \"APP1\"}}");
        return """
                directories:
                  robots: {type: file, path: staff.json, match: {user: "robot-*", credential: token}}
                  staff: {type: file, path: staff.json}
                  users: {type: file, path: users.json}
                  rest: {type: file, path: staff.json}
                """;
    }

    private static List<ExplainCase> denied() {
        return List.of(
                login("bad_credentials", "wrong", "--user", "alice"),
                login("bad_credentials", "wrong", "--user", "nobody").named("bad_credentials_of_nobody"),
                ExplainCase.of("bad_credentials", ExplainCases::strangers, "", "--nkey", "user.nk")
                        .named("bad_credentials_of_an_nkey"),
                ExplainCase.of("bad_credentials", ExplainCases::tokens, TOKEN.replace("Nob", "Non"), "--token")
                        .named("bad_credentials_of_a_token"),
                login("no_credentials", ""),
                login("disabled", "builder", "--user", "bob"),
                login("expired", "c1", "--user", "carol"),
                login("source_not_allowed", "d1", "--user", "dave"),
                login("connection_type_not_allowed", "e1", "--user", "erin", "--connection", "websocket"),
                login("outside_hours", "f1", "--user", "frank"),
                login("answer_too_large", "wonderland", "--user", "alice", "--max-payload", "900"),
                ruled(
                        "refused",
                        "rules: {none: {if: {user: ali*}, give: {refuse: true, log: not today}}}",
                        "wonderland",
                        "--user",
                        "alice"),
                ruled("no_rule", NURSES, "", "--as", "zoe", "--groups", "doctors"),
                ruled("nothing_in_common", """
                        rules:
                          near: {give: {account: APP1, src: 10.0.0.0/8}}
                          far: {give: {src: 192.168.0.0/16}}
                        """, "", "--as", "zoe"),
                ruled("account_not_granted", "callout: {account_separator: '/'}", "wonderland", "--user", "alice/APP9"),
                ExplainCase.of("certificate_revoked", ExplainCases::revoked, "", "--cert", "client.pem"),
                ExplainCase.of("certificate_unsuitable", ExplainCases::unsuitable, "", "--cert", "client.pem"));
    }

    private static String revoked(Path dir, ExplainKeys keys) throws Exception {
        IssuedCertificate client =
                keys.ca().issue(CertificateRequest.of("orders").serial(7));
        Instant now = Instant.now();
        Files.writeString(dir.resolve("ca.pem"), keys.ca().pem());
        Files.writeString(
                dir.resolve("list.crl"),
                keys.ca().crl(now.minusSeconds(60), now.plusSeconds(600), client.certificate()));
        keys.writeCertificate(client.pem());
        return CERTIFICATES.formatted(", crl: {files: list.crl}");
    }

    private static String unsuitable(Path dir, ExplainKeys keys) throws Exception {
        Files.writeString(dir.resolve("ca.pem"), keys.ca().pem());
        keys.writeCertificate(keys.ca()
                .issue(CertificateRequest.of("orders").email("a@example.com").email("b@example.com"))
                .pem());
        return CERTIFICATES.replace("identity: cn", "identity: email").formatted("");
    }

    private static String unreadable(Path dir, ExplainKeys keys) throws Exception {
        Files.writeString(dir.resolve("ca.pem"), keys.ca().pem());
        keys.writeCertificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        return CERTIFICATES.formatted("");
    }

    private static List<ExplainCase> mistakes() {
        return Stream.of(
                        ExplainCase.of("undecided", ExplainCases::unreadable, "", "--cert", "client.pem"),
                        ruled("account_unknown", "rules: {open: {give: {tags: a}}}", "", "--as", "zoe"),
                        ruled("account_not_allowed", "callout: {allowed_accounts: APP1}", "g1", "--user", "grace"),
                        ExplainCase.of("scope_conflict", ExplainCases::scoped, "wonderland", "--user", "alice"),
                        ruled("rules_conflict", """
                                rules:
                                  one: {give: {account: APP1}}
                                  two: {give: {account: APP2}}
                                """, "", "--as", "zoe"),
                        ruled("template_mismatch", """
                                rules:
                                  ward: {give: {permissions: {pub: {allow: "ward.{{attribute(ward)}}"}}}}
                                """, "h1", "--user", "heidi"),
                        ruled(
                                "left_to_others",
                                "rules: {theirs: {if: {user: alice}, give: {silent: true}}}",
                                "wonderland",
                                "--user",
                                "alice"),
                        login("answer_too_large", "wrong", "--user", "alice", "--max-payload", "100")
                                .named("answer_too_large_for_a_refusal"))
                .map(one -> one.ending(2))
                .toList();
    }

    private static String scoped(Path dir, ExplainKeys keys) {
        return "accounts: {APP1: {id: "
                + SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text() + ", scoped: true," + " signing_key: "
                + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}}\n";
    }

    private static List<ExplainCase> requests() {
        return Stream.of(
                        request("empty", keys -> new byte[0]),
                        request("too_large", keys -> new byte[300_000]),
                        request("malformed", keys -> "a.b.c".getBytes(US_ASCII)),
                        request("wrong_header", ExplainCases::otherHeader),
                        request(
                                "wrong_type",
                                keys -> keys.request().set("nats.type", "user").jwt()),
                        request("wrong_issuer", keys -> {
                            SigningKey user = SigningKey.generate(NkeyKind.USER);
                            return keys.request()
                                    .set("iss", user.publicKey().text())
                                    .signedBy(user)
                                    .jwt();
                        }),
                        request(
                                "wrong_audience",
                                keys -> keys.request().set("aud", "somebody").jwt()),
                        request(
                                "wrong_subject",
                                keys -> keys.request()
                                        .set(
                                                "sub",
                                                SigningKey.generate(NkeyKind.ACCOUNT)
                                                        .publicKey()
                                                        .text())
                                        .jwt()),
                        request(
                                "wrong_server",
                                keys -> keys.request()
                                        .without("nats.server_id.id")
                                        .jwt()),
                        request(
                                "wrong_user_nkey",
                                keys -> keys.request()
                                        .set("nats.user_nkey", "UABC")
                                        .jwt()),
                        request(
                                        "expired",
                                        keys -> keys.request()
                                                .set("exp", 1_000_000)
                                                .jwt())
                                .named("expired_request"),
                        request(
                                "bad_signature",
                                keys -> keys.request()
                                        .signedBy(SigningKey.generate(NkeyKind.SERVER))
                                        .jwt()),
                        ExplainCase.of(
                                "xkey_mismatch",
                                (dir, keys) -> {
                                    keys.write(keys.request().jwt());
                                    return "xkey: {seed: " + keys.xkey().seed() + "}";
                                },
                                "",
                                "--request",
                                "request"),
                        sealed("bad_xkey_header", keys -> new byte[100], "nobody"),
                        sealed("unopenable", keys -> new byte[100], ExplainKeys.SERVER_XKEY),
                        sealed(
                                "wrong_xkey",
                                keys -> keys.server()
                                        .xkey()
                                        .boxKey(keys.xkey().publicKey())
                                        .seal(keys.request()
                                                .set(
                                                        "nats.server_id.xkey",
                                                        keys.xkey().publicKey().text())
                                                .jwt()),
                                ExplainKeys.SERVER_XKEY))
                .map(one -> one.ending(2))
                .toList();
    }

    private static ExplainCase request(@Nullable String reason, Function<ExplainKeys, byte[]> body) {
        return ExplainCase.of(
                reason,
                (dir, keys) -> {
                    keys.write(body.apply(keys));
                    return "";
                },
                "",
                "--request",
                "request");
    }

    private static ExplainCase sealed(@Nullable String reason, Function<ExplainKeys, byte[]> body, String xkey) {
        return ExplainCase.of(
                reason,
                (dir, keys) -> {
                    keys.write(body.apply(keys));
                    return "xkey: {seed: " + keys.xkey().seed() + "}";
                },
                "",
                "--request",
                "request",
                "--server-xkey",
                xkey);
    }

    private static byte[] otherHeader(ExplainKeys keys) {
        String jwt = new String(keys.request().jwt(), US_ASCII);
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"typ\":\"JWT\",\"alg\":\"none\"}".getBytes(US_ASCII));
        return (header + jwt.substring(jwt.indexOf('.'))).getBytes(US_ASCII);
    }
}
