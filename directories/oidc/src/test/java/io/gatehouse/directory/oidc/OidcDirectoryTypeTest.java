package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the configuration may say of issuers. */
class OidcDirectoryTypeTest {
    private static final OidcDirectoryType TYPE = new OidcDirectoryType();
    private static final Section ROOT = new Section("", TYPE.keys());

    @TempDir
    private Path folder;

    private List<IssuerSettings> read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sso.yaml"), yaml);
        Values values = new Configuration(ROOT, Map.of(), folder).read(file);
        values.readAll(TYPE.keys());
        TYPE.check(values);
        values.throwProblems();
        return IssuerReader.sections(values).stream()
                .map(IssuerReader::settings)
                .toList();
    }

    @Test
    void oneIssuerNeedsLittle() throws IOException {
        IssuerSettings issuer = read("issuer: {url: 'https://id.example.com/realms/corp', audiences: nats}")
                .get(0);

        assertThat(issuer.url()).isEqualTo("https://id.example.com/realms/corp");
        assertThat(issuer.discovery())
                .isEqualTo(URI.create("https://id.example.com/realms/corp/.well-known/openid-configuration"));
        assertThat(issuer.audiences()).containsExactly("nats");
        assertThat(issuer.algorithms())
                .containsExactlyInAnyOrder(
                        SigningAlgorithm.RS256, SigningAlgorithm.PS256, SigningAlgorithm.ES256, SigningAlgorithm.EDDSA);
        assertThat(issuer.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.mappings()).isEqualTo(new ClaimMappings(new MappedClaim("sub", ""), null, Map.of()));
        assertThat(issuer.section()).isEqualTo("issuer");
    }

    @Test
    void allOfIt() throws IOException {
        IssuerSettings issuer = read("""
                user: oidc
                issuer:
                  url: https://id.example.com/
                  discovery_url: http://127.0.0.1:8080/discovery
                  audiences: [nats, bus]
                  audience_match_policy: match_all
                  authorized_parties: [console]
                  algorithms: [ES384, Ed25519]
                  clock_skew: 5s
                  claim_validation_rules:
                    email_verified: true
                    realm_access.roles: [staff, 'ops-*']
                  claim_mappings:
                    username: {claim: email, prefix: 'corp:'}
                    groups: {claim: groups, prefix: 'sso/'}
                    extra: {department: dept}
                  refresh_interval: 10m
                  refresh_min_interval: 20s
                  keys_max_age: 2h
                  request_timeout: 2s
                """).get(0);

        assertThat(issuer.discovery()).isEqualTo(URI.create("http://127.0.0.1:8080/discovery"));
        assertThat(issuer.policy()).isEqualTo(AudienceMatchPolicy.MATCH_ALL);
        assertThat(issuer.authorizedParties()).containsExactly("console");
        assertThat(issuer.algorithms()).containsExactlyInAnyOrder(SigningAlgorithm.ES384, SigningAlgorithm.EDDSA);
        assertThat(issuer.rules())
                .containsExactly(
                        new ClaimRule("email_verified", List.of(NamePattern.of("true"))),
                        new ClaimRule("realm_access.roles", List.of(NamePattern.of("staff"), NamePattern.of("ops-*"))));
        assertThat(issuer.mappings())
                .isEqualTo(new ClaimMappings(
                        new MappedClaim("email", "corp:"),
                        new MappedClaim("groups", "sso/"),
                        Map.of("department", "dept")));
        assertThat(issuer.refresh().interval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(issuer.refresh().least()).isEqualTo(Duration.ofSeconds(20));
        assertThat(issuer.refresh().maxAge()).isEqualTo(Duration.ofHours(2));
        assertThat(issuer.refresh().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    private IntrospectionSettings introspection(String yaml) throws IOException {
        return Objects.requireNonNull(read("issuer: {url: 'https://a', audiences: n, introspection: {" + yaml + "}}")
                .get(0)
                .introspection());
    }

    @Test
    void anIssuerIsAskedAboutTokens() throws IOException {
        Files.writeString(folder.resolve("secret"), "s:e cret\n");
        IntrospectionSettings all =
                introspection("tokens: opaque, endpoint: 'https://a/i', client_id: 'g:h', client_secret_file: secret");

        assertThat(all.tokens()).isEqualTo(IntrospectedTokens.OPAQUE);
        assertThat(all.endpoint()).isEqualTo(WebUrl.parse("https://a/i"));
        assertThat(all.credentials()).isEqualTo(Header.basic("g%3Ah", "s%3Ae+cret"));
        IntrospectionSettings little = introspection("token: t");
        assertThat(little).isEqualTo(new IntrospectionSettings(IntrospectedTokens.ALL, null, Header.bearer("t"), 32));
        assertThat(read("issuer: {url: 'https://a', audiences: n}").get(0).introspection())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tokens: all | issuer.introspection: needs client_id and client_secret_file together, or token_file
            client_id: g | issuer.introspection: needs client_id and client_secret_file together
            client_secret: canary | issuer.introspection: needs client_id and client_secret_file together
            client_id: g, token: canary | issuer.introspection: has a token and a client
            token: canary, tokens: none | issuer.introspection.tokens
            token: canary, endpoint: 'http://id.example.com' | issuer.introspection.endpoint: must be https
            token: canary, endpoint: 'https://u:canary@a' | issuer.introspection.endpoint: must have neither a user
            token_file: no.such | issuer.introspection.token_file
            token: canary, introspection_uri: x | unknown key
            """)
    void saysWhatIsWrongWithIntrospection(String yaml, String problem) {
        assertThatThrownBy(() -> introspection(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("canary");
    }

    @Test
    void opaqueTokensAreThoseOfOneIssuerAlone() throws IOException {
        String two = """
                providers:
                  one: {url: 'https://a', audiences: n, claim_mappings: {username: {prefix: 'a:'}}, introspection: {token: t}}
                  two:
                    url: https://b
                    audiences: n
                    claim_mappings: {username: {prefix: 'b:'}}
                    introspection: {token: t, tokens: %s}
                """;

        assertThatThrownBy(() -> read(two.formatted("opaque")))
                .hasMessageContaining("providers.two.introspection: another provider is asked about opaque tokens");
        assertThat(read(two.formatted("jwt"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"sub, 0", "email_address, 0", "preferred_username, 1", "name, 1", "nickname, 1"})
    void warnsOfNamesThatPeopleCanChange(String claim, int warnings) throws IOException {
        Path file = Files.writeString(
                folder.resolve("sso.yaml"),
                "issuer: {url: 'https://a', audiences: n, claim_mappings: {username: {claim: " + claim + "}}}");
        Values values = new Configuration(ROOT, Map.of(), folder).read(file);

        assertThat(TYPE.warnings("sso", values))
                .hasSize(warnings)
                .allSatisfy(warning -> assertThat(warning).startsWith("issuer.claim_mappings.username.claim: at many"));
    }

    private List<String> warnings(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sso.yaml"), yaml);
        return TYPE.warnings("sso", new Configuration(ROOT, Map.of(), folder).read(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|1", "email_verified: true|0", "email_verified: [true, false]|1", "email: '*@example.com'|1"})
    void warnsOfAddressesThatNeedNotBeProved(String rule, int warnings) throws IOException {
        assertThat(warnings("issuer: {url: 'https://a', audiences: n, claim_mappings: {username: {claim: email}},"
                        + " claim_validation_rules: {" + rule + "}}"))
                .hasSize(warnings)
                .allSatisfy(warning -> assertThat(warning)
                        .startsWith("issuer.claim_mappings.username.claim: a provider")
                        .contains("{email_verified: true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claim: groups|claim: groups|1",
                "claim: groups, prefix: 'a/'|claim: groups|1",
                "claim: groups, prefix: 'a/'|claim: roles, prefix: 'a/b/'|1",
                "claim: groups, prefix: 'a/'|claim: groups, prefix: 'b/'|0",
                "claim: groups|prefix: ''|0"
            })
    void warnsOfGroupsThatTwoProvidersCanName(String one, String other, int warnings) throws IOException {
        assertThat(warnings("""
                        providers:
                          one: {url: 'https://a', audiences: n, claim_mappings: {username: {prefix: 'a:'}, groups: {%s}}}
                          two: {url: 'https://b', audiences: n, claim_mappings: {username: {prefix: 'b:'}, groups: {%s}}}
                        """.formatted(one, other)))
                .hasSize(warnings)
                .allSatisfy(warning -> assertThat(warning)
                        .startsWith("providers.two.claim_mappings.groups.claim: another provider can give groups"));
    }

    /** Who can write that file can answer in the issuer's place. */
    @Test
    void theAuthorityOfAnIssuerDecidesWhoGetsIn() throws IOException {
        Path ca = Files.writeString(
                folder.resolve("ca.pem"), CertificateAuthority.root("providers").pem());
        Path file = Files.writeString(
                folder.resolve("sso.yaml"), "issuer: {url: 'https://a', audiences: n, tls: {ca: ca.pem}}");
        Values values = new Configuration(ROOT, Map.of(), folder).read(file);

        assertThat(TYPE.decisiveFiles(values)).containsExactly(ca);
    }

    @Test
    void severalIssuersHaveNamesApart() throws IOException {
        List<IssuerSettings> issuers = read("""
                providers:
                  corp:
                    url: https://id.example.com
                    audiences: nats
                    claim_mappings: {username: {prefix: 'corp:'}}
                  partner:
                    url: https://partner.example.net
                    audiences: nats
                    claim_mappings: {username: {prefix: 'partner:'}}
                """);

        assertThat(issuers).extracting(IssuerSettings::section).containsExactly("providers.corp", "providers.partner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            user: oidc | issuer: is missing; say whose tokens are taken
            issuer: {url: 'https://a'} | issuer.audiences: is missing; say whom tokens must be for
            issuer: {audiences: nats} | issuer.url: is missing; give the URL that tokens have as iss
            issuer: {url: 'http://id.example.com', audiences: nats} | issuer.url: must be https
            issuer: {url: 'ftp://a', audiences: nats} | issuer.url: must be a URL with https and a host
            issuer: {url: 'https://user:pw@a', audiences: nats} | issuer.url: must have neither a user nor a fragment
            issuer: {url: 'https://a b', audiences: nats} | issuer.url: is not a URL
            issuer: {url: 'https://a', audiences: nats, algorithms: none} | 'none' is not an algorithm with a public key
            issuer: {url: 'https://a', audiences: nats, algorithms: HS256} | 'HS256' is not an algorithm with a public key
            issuer: {url: 'https://a', audiences: nats, keys_max_age: 1m} | is shorter than refresh_interval
            issuer: {url: 'https://a', audiences: nats, tls: {cert: no.pem}} | issuer.tls.cert: the file
            issuer: {url: 'https://a', audiences: nats, jwks: x} | unknown key
            """)
    void saysWhatIsWrong(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("user:pw");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', corp:", "a, ab", "x:, x:"})
    void saysThatTwoPeopleCouldHaveOneName(String one, String other) {
        String yaml = """
                providers:
                  one: {url: 'https://a', audiences: n, claim_mappings: {username: {claim: sub%s}}}
                  two: {url: 'https://b', audiences: n, claim_mappings: {username: {claim: sub%s}}}
                """.formatted(prefix(one), prefix(other));

        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("two providers could give one name to two people");
    }

    private static String prefix(String text) {
        return text.isEmpty() ? "" : ", prefix: '" + text + "'";
    }

    @Test
    void saysThatOneIssuerIsThereTwice() {
        assertThatThrownBy(() -> read("""
                        issuer: {url: 'https://a', audiences: n}
                        providers:
                          two: {url: 'https://a', audiences: n, claim_mappings: {username: {prefix: 'b:'}}}
                        """))
                .hasMessageContaining("issuer: is for one issuer; move it to providers")
                .hasMessageContaining("providers.two.url: is that of another provider too");
    }
}
