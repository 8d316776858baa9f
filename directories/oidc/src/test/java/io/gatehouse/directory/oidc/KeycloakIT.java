package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.KeycloakServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Keycloak, set up and configured for as the guide says. */
@NeedsTool("keycloak")
@Tag("full")
class KeycloakIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NEWS = Duration.ofSeconds(20);
    private static final String REALM = "corp";
    private static final OidcDirectoryType TYPE = new OidcDirectoryType();

    @TempDir
    private static Path folder;

    private static KeycloakServer keycloak;
    private static KeycloakPage page;
    private static String alice;

    @BeforeAll
    static void start() throws Exception {
        keycloak = KeycloakServer.start();
        keycloak.admin("POST", "", "{\"realm\":\"corp\",\"enabled\":true}");
        page = new KeycloakPage(keycloak, folder);
        page.setUp();
        keycloak.admin(
                "POST",
                "/corp/clients",
                "{\"clientId\":\"terminal\",\"publicClient\":true,\"directAccessGrantsEnabled\":true}");
        alice = keycloak.admin("POST", "/corp/users", """
                {"username":"alice","enabled":true,"email":"alice@example.com","firstName":"A","lastName":"L",
                 "credentials":[{"type":"password","value":"alice-secret","temporary":false}]}
                """);
        String role = keycloak.admin("GET", "/corp/roles/billing", "");
        keycloak.admin("POST", "/corp/users/" + alice + "/role-mappings/realm", "[" + role + "]");
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    private static OidcDirectory open(String more) throws IOException {
        Path file = Files.writeString(folder.resolve("sso.yaml"), page.configuration() + more);
        Values values = new Configuration(new Section("", TYPE.keys()), Map.of(), folder).read(file);
        TYPE.check(values);
        values.throwProblems();
        List<IssuerSettings> issuers = IssuerReader.sections(values).stream()
                .map(IssuerReader::settings)
                .toList();
        OidcDirectory directory = OidcDirectory.open(
                new OidcSettings("sso", null, issuers), new WebProviderAccess("sso", VerifierFactory.fastest()));
        directory.probe().block(PATIENCE);
        return directory;
    }

    private static OidcDirectory open() throws IOException {
        return open("  refresh_min_interval: 1s\n");
    }

    private static String jobToken() throws Exception {
        return keycloak.token(
                REALM,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "billing-job",
                        "client_secret", "billing-job-secret"));
    }

    private static String aliceToken() throws Exception {
        return keycloak.token(
                REALM,
                Map.of(
                        "grant_type", "password",
                        "client_id", "terminal",
                        "username", "alice",
                        "password", "alice-secret"));
    }

    private static @Nullable LookupResult ask(OidcDirectory directory, String token) {
        return TestProviders.ask(directory, TestLogin.token(token));
    }

    /** Asked again while a key is so new that nobody can have heard of it. */
    private static void assertFound(OidcDirectory directory, String token) {
        await().atMost(NEWS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ask(directory, token))
                        .isInstanceOfSatisfying(
                                Found.class,
                                found -> assertThat(found.identity().groups()).contains("billing")));
    }

    private static Rejected rejected(String detail) {
        return new Rejected(DenyReason.BAD_CREDENTIALS, detail);
    }

    @Test
    void jobsAndPeopleComeInWithTheRolesOfTheirRealm() throws Exception {
        try (OidcDirectory directory = open()) {
            assertFound(directory, jobToken());
            assertFound(directory, aliceToken());
            assertThat(ask(directory, aliceToken()))
                    .isInstanceOfSatisfying(
                            Found.class,
                            found -> assertThat(found.identity().name()).isEqualTo(alice));
        }
    }

    /** That client was there before the scope, and does not have it. */
    @Test
    void tokensForOthersDoNot() throws Exception {
        try (OidcDirectory directory = open()) {
            String other = keycloak.token(
                    REALM,
                    Map.of(
                            "grant_type", "password",
                            "client_id", "admin-cli",
                            "username", "alice",
                            "password", "alice-secret"));
            assertThat(ask(directory, other))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.detail()).startsWith("token_for_another_audience: "));
        }
    }

    @Test
    void aUserWhoIsDisabledIsRefusedAtOnce() throws Exception {
        try (OidcDirectory directory = open()) {
            String token = aliceToken();
            assertFound(directory, token);
            keycloak.admin("PUT", "/corp/users/" + alice, "{\"enabled\":false}");
            try {
                assertThat(ask(directory, token)).isEqualTo(rejected("token_not_active"));
            } finally {
                keycloak.admin("PUT", "/corp/users/" + alice, "{\"enabled\":true}");
            }
        }
    }

    @Test
    void aSessionThatIsEndedIsRefusedAtOnce() throws Exception {
        try (OidcDirectory directory = open()) {
            String token = aliceToken();
            assertFound(directory, token);
            keycloak.admin("POST", "/corp/users/" + alice + "/logout", "");

            assertThat(ask(directory, token)).isEqualTo(rejected("token_not_active"));
        }
    }

    @Test
    void whoIsNotAllowedToAskDecidesNothing() throws Exception {
        Path secret = folder.resolve("keycloak-secret");
        String right = Files.readString(secret);
        Files.writeString(secret, "wrong");
        try {
            assertThatThrownBy(KeycloakIT::open)
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("does not take Gatehouse's own credentials")
                    .hasMessageNotContaining("wrong");
        } finally {
            Files.writeString(secret, right);
        }
    }

    /** A new key of another kind first, then one of the same kind in its place. */
    @Test
    void keysAreRotatedWhileTokensAreInUse() throws Exception {
        String realm = KeycloakServer.member("id", keycloak.admin("GET", "/corp", ""));
        try (OidcDirectory directory = open()) {
            String before = jobToken();
            assertFound(directory, before);
            addKey(realm, "ecdsa-generated", 200);
            keycloak.admin("PUT", "/corp", "{\"defaultSignatureAlgorithm\":\"ES256\"}");
            String elliptic = jobToken();
            assertThat(header(elliptic)).contains("\"ES256\"");
            assertFound(directory, elliptic);
            assertFound(directory, before);

            keycloak.admin("PUT", "/corp", "{\"defaultSignatureAlgorithm\":\"RS256\"}");
            String second = addKey(realm, "rsa-generated", 300);
            String after = jobToken();
            assertThat(header(after)).contains("\"RS256\"").isNotEqualTo(header(before));
            assertFound(directory, after);
            assertFound(directory, before);

            keycloak.admin("DELETE", "/corp/components/" + second, "");
            // By itself it would hear of that within refresh_interval; a token of a key that nobody knows makes it ask
            // sooner.
            await().atMost(NEWS).ignoreExceptions().untilAsserted(() -> {
                assertThat(ask(directory, ofUnknownKey())).isEqualTo(rejected("token_of_an_unknown_key"));
                assertThat(ask(directory, after)).isEqualTo(rejected("token_of_an_unknown_key"));
            });
            assertFound(directory, jobToken());
        }
    }

    private static String addKey(String realm, String provider, int priority) throws Exception {
        return keycloak.admin("POST", "/corp/components", """
                {"name":"%s-%d","providerId":"%s","providerType":"org.keycloak.keys.KeyProvider","parentId":"%s",
                 "config":{"priority":["%d"],"enabled":["true"],"active":["true"]}}
                """.formatted(provider, priority, provider, realm, priority));
    }

    private static String header(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
    }

    private static String ofUnknownKey() {
        TestKey key = TestKey.generate(SigningAlgorithm.RS256, "nobody's");
        return TestToken.of(key)
                .with("iss", keycloak.issuer(REALM))
                .with("typ", "Bearer")
                .signed(key);
    }
}
