package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A running service is told of a login whatever the options tell, so that it says what is said of the configuration alone. */
@Tag("heavy")
@Timeout(120)
class ExplainEndpointTest {
    /** Of nobody: it is in the file of this test alone. */
    private static final String TOKEN = "gth_0A1b2C3d4E_anExampleOfATokenOfNob2eC24f";

    private static final String TOKENS = """
            {"0A1b2C3d4E": {"name": "ci-bot", "account": "APP1",
              "hash": "sha256:f20c95943c0bd74fa8dc5bde6b0d00fbe23e337aae589fabc312d6b5af292c4c"}}
            """;

    private static final String ADMIN = "0123456789abcdef";

    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey SENSOR = SigningKey.generate(NkeyKind.USER);
    private static final CurveKey XKEY = CurveKey.generate();
    private static final RequestFixtures SERVER = new RequestFixtures();

    /** A rule for all that can be asked of a login. */
    private static final String YAML = """
            issuer: {seed: %s}
            xkey: {seed: %s}
            http: {listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', admin_token_file: admin.token}
            config: {reload: 0s}
            callout: {warmup: 0s, session: 1h, budget: 30s}
            directories:
              machines: {type: nkey, keys: {sensor: {nkey: %s, account: APP1}}}
              api: {type: token, path: tokens.json}
              devices: {type: certificate, identity: cn, issuers: ca.pem}
              users: {type: file, path: users.json}
            rules:
              all: {give: {account: APP1}}
              cluster: {if: {cluster: east}, give: {tags: a}}
              server_tag: {if: {server_tag: green}, give: {tags: a}}
              server: {if: {server: n1}, give: {tags: a}}
              server_version: {if: {server_version: '2.12.*'}, give: {tags: a}}
              client_name: {if: {client_name: 'till-*'}, give: {tags: a}}
              client_library: {if: {client_library: go}, give: {tags: a}}
              client_version: {if: {client_version: 1.55.0}, give: {tags: a}}
              websocket: {if: {connection: websocket}, give: {tags: a}}
              mqtt: {if: {connection: [mqtt, mqtt_ws]}, give: {tags: a}}
              leafnode: {if: {kind: leafnode, connection: [leafnode, leafnode_ws]}, give: {tags: a}}
              in_process: {if: {connection: in_process}, give: {tags: a}}
              source: {if: {source: 10.0.0.0/8}, give: {tags: a}}
              tls: {if: {tls: true}, give: {tags: a}}
              certificate: {if: {certificate: {ou: till}}, give: {tags: a}}
              heads: {if: {group: heads}, give: {tags: a}}
              ward: {if: {attribute: {ward: '7'}}, give: {tags: a}}
            """.formatted(ISSUER.seed(), XKEY.seed(), SENSOR.publicKey());

    @TempDir
    private static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static Service service;

    @SuppressWarnings("NullAway.Init")
    private static String certificate;

    @SuppressWarnings("NullAway.Init")
    private static String authority;

    /** Of a login without options, in which no rule holds but those of everybody. */
    @SuppressWarnings("NullAway.Init")
    private static String plain;

    @BeforeAll
    static void open() throws Exception {
        CertificateAuthority ca = CertificateAuthority.root("Clients");
        certificate = ca.issue(CertificateRequest.of("orders").ou("till")).pem();
        authority = ca.pem();
        write("ca.pem", authority);
        write("client.pem", certificate + ca.pem());
        write("admin.token", ADMIN + "\n");
        write("tokens.json", TOKENS);
        write("users.json", "{\"nina\": {\"pass\": \"n1\", \"account\": \"APP1\", \"groups\": [\"nurses\"]}}");
        write("user.nk", SENSOR.seed() + "\n");
        write("other.nk", SigningKey.generate(NkeyKind.USER).seed() + "\n");
        Path settings = write("gatehouse.yaml", YAML);
        service = Service.prepare(new SettingsLoader(Map.of(), dir).load(settings));
        plain = both().assertSame(0, "n1", "--user", "nina");
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static Path write(String file, String text) throws IOException {
        return Files.writeString(dir.resolve(file), text);
    }

    private static Explaining both() {
        String address = Objects.requireNonNull(service.adminAddress()).address();
        return new Explaining(dir, dir.resolve("gatehouse.yaml"), address);
    }

    /** Of a rule, whether the text says that it holds. */
    private static boolean holds(String explanation, String rule) {
        return explanation.lines().anyMatch(line -> line.matches(" {2}" + rule + " +holds"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster | --cluster east",
                "server_tag | --server-tag blue,green",
                "server | --server-name n1",
                "server_version | --server-version 2.12.7",
                "client_name | --client-name till-7",
                "client_library | --client-library go",
                "client_version | --client-version 1.55.0",
                "websocket | --connection websocket",
                "mqtt | --connection mqtt",
                "leafnode | --connection leafnode",
                "in_process | --connection in_process",
                "source | --host 10.1.2.3",
                "tls | --tls",
                "certificate | --cert client.pem"
            })
    void isToldWhatRulesCanAsk(String rule, String options) {
        String[] login = ("--user nina " + options).split(" ");
        assertThat(holds(both().assertSame(0, "n1", login), rule)).isTrue();
        assertThat(holds(plain, rule)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | n1 | --user nina | users (file) found",
                "1 | n2 | --user nina | users (file) rejected: bad_credentials",
                "0 | TOKEN | --token | api (token) found",
                "1 | gth_0A1b2C3d4E_anExampleOfATokenOfNon2eC24f | --token | denied bad_credentials",
                "0 | | --nkey user.nk | machines (nkey) found",
                "1 | | --nkey other.nk | denied bad_credentials",
                "0 | | --cert client.pem | devices (certificate) found",
                "0 | | --as zoe --groups nurses,heads --directory users | groups heads, nurses",
                "0 | | --as zoe --attribute ward=3 --attribute ward=7 --directory api | attribute ward = 3, 7"
            })
    void isToldWhoLogsIn(int exitCode, @Nullable String piped, String options, String words) {
        String password = piped == null ? "" : piped.replace("TOKEN", TOKEN);
        String text = both().assertSame(exitCode, password, options.split(" "));
        assertThat(text.replaceAll(" +", " ")).contains(words);
    }

    @Test
    void groupsAndAttributesOfAnAssumedIdentityHoldInRules() {
        String text = both().assertSame(
                        0,
                        "",
                        "--as",
                        "zoe",
                        "--groups",
                        "nurses,heads",
                        "--attribute",
                        "ward=7",
                        "--directory",
                        "users");
        assertThat(holds(text, "heads")).isTrue();
        assertThat(holds(text, "ward")).isTrue();
    }

    @Test
    void aCapturedRequestIsExplainedAsItsLogin() throws Exception {
        Files.write(dir.resolve("request"), sealedRequest());
        String[] captured = {
            "--request", "request", "--server-xkey", SERVER.xkey().publicKey().text()
        };
        String text = both().assertSame(0, "", captured);
        assertThat(text).contains("Client websocket from 10.7.7.7", "s1, nats-server 2.15.1", "granted");
        assertThat(holds(text, "source")).isTrue();
    }

    private static byte[] sealedRequest() {
        return SERVER.request()
                .set("sub", ISSUER.publicKey().text())
                .set("exp", Instant.now().getEpochSecond() + 600)
                .user("nina", "n1")
                .host("10.7.7.7")
                .connection("Client", "websocket")
                .sealedFor(XKEY.publicKey());
    }

    /** Each member that the reference page has, by its name there. */
    @Test
    void membersMeanWhatOptionsMean() throws Exception {
        assertMeans(
                "n1",
                "'user':'nina','password':'n1','host':'10.1.2.3','connection':'mqtt','tls':true,'client_name':'till-7',"
                        + "'client_library':'go','client_version':'1.55.0','server_name':'n1','cluster':'east',"
                        + "'server_tags':['blue','green'],'server_version':'2.12.7'",
                "--user nina --host 10.1.2.3 --connection mqtt --tls --client-name till-7 --client-library go"
                        + " --client-version 1.55.0 --server-name n1 --cluster east --server-tag blue,green"
                        + " --server-version 2.12.7");
        assertMeans(TOKEN, "'token':'" + TOKEN + "'", "--token");
        assertMeans(
                "",
                "'certificates':['" + (certificate + "','" + authority).replace("\n", "\\n") + "']",
                "--cert client.pem");
        byte[] nonce = "a-nonce".getBytes(UTF_8);
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(SENSOR.sign(nonce, 0, nonce.length));
        assertMeans(
                "",
                "'nkey':'" + SENSOR.publicKey() + "','signature':'" + signature + "','nonce':'a-nonce'",
                "--nkey user.nk");
        assertMeans(
                "",
                "'as':{'name':'zoe','groups':['nurses','heads'],'attributes':['ward=7'],'directory':'users'}",
                "--as zoe --groups nurses,heads --attribute ward=7 --directory users");
    }

    private static void assertMeans(String piped, String members, String options) throws Exception {
        String body = "{" + members.replace('\'', '"') + "}";
        String[] login = Stream.concat(Stream.of(options.split(" ")), Stream.of("--json"))
                .toArray(String[]::new);
        String answer = await().until(
                        () -> AdminPost.to(both().address(), "/-/explain", ADMIN, body),
                        each -> !each.contains(Explaining.TOO_MANY));
        assertThat(KeptExplanations.timeless(answer)).isEqualTo(both().explain(0, piped, both().alone(), login));
    }
}
