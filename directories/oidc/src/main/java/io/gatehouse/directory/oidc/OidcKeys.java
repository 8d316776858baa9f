package io.gatehouse.directory.oidc;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.directory.oidc.keys.SafeUrl;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.tls.TlsSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of an issuer, called as Kubernetes' {@code AuthenticationConfiguration} calls them. */
final class OidcKeys {
    static final Key<String> USER = Key.word("user", "")
            .help(
                    "Type `oidc`: the user name beside which the password is looked at for a token. Any user name when left out,"
                            + " and then for a JWT only; a token that comes by itself is always looked at.");

    static final Key<String> URL = Key.of("url", "URL", "", OidcKeys::issuer)
            .help(
                    "What tokens have as `iss`, to the letter. Its keys are found through `URL/.well-known/openid-configuration`,"
                            + " where no `discovery_url` is given. https, or http on this machine. Required.");

    static final Key<URI> DISCOVERY_URL = Key.of("discovery_url", "URL", "", given -> url(given.text()))
            .help(
                    "Where the discovery document of the issuer is, when not where OpenID Connect puts it; the document must"
                            + " name the issuer as `url` does.");

    static final Key<List<String>> AUDIENCES = Key.list("audiences", "")
            .help(
                    "Whom tokens must be for (`aud`): the name of your NATS at the issuer. Required, since a token for another"
                            + " service is no login here.");

    static final Key<AudienceMatchPolicy> POLICY = Key.choice("audience_match_policy", AudienceMatchPolicy.MATCH_ANY)
            .help("Whether one of `audiences` is enough, or a token must be for all of them.");

    static final Key<List<String>> AUTHORIZED_PARTIES = Key.list("authorized_parties", "")
            .help(
                    "The clients of the issuer whose tokens are taken: the claim `azp`, or `client_id` where a token has no"
                            + " `azp`. All of them when left out.");

    static final Key<Set<SigningAlgorithm>> ALGORITHMS = Key.of(
                    "algorithms", words() + ", or a list of these", "RS256,PS256,ES256,EdDSA", OidcKeys::algorithms)
            .help("With which algorithms tokens may be signed; what a token says of itself allows no other.");

    static final Key<Duration> CLOCK_SKEW = Key.duration("clock_skew", "30s", "0s", "10m")
            .help(
                    "How far the issuer's clock may be ahead: tokens are taken that begin (`nbf`) or were issued (`iat`) so much"
                            + " later than now. It lengthens no token's life.");

    static final Section RULES = Section.of("claim_validation_rules", rule(Section.EACH));

    static final Key<String> USERNAME_CLAIM = Key.word("claim", "sub")
            .help("The claim with the name: one that no two people have, and nobody can choose.");

    static final Key<String> GROUPS_CLAIM =
            Key.word("claim", "").help("The claim with the groups. No groups when left out.");

    static final Key<String> USERNAME_PREFIX = Key.text("prefix", "")
            .help("What comes before each name. Required, and another for each, with several issuers.");

    static final Key<String> GROUPS_PREFIX = Key.text("prefix", "")
            .help("What comes before each group. Another for each, where several issuers have groups.");

    static final Section USERNAME = Section.of("username", USERNAME_CLAIM, USERNAME_PREFIX);
    static final Section GROUPS = Section.of("groups", GROUPS_CLAIM, GROUPS_PREFIX);

    static final Section EXTRA = Section.of("extra", attribute(Section.EACH));
    static final Section MAPPINGS = Section.of("claim_mappings", USERNAME, GROUPS, EXTRA);

    static final Key<Duration> REFRESH_INTERVAL = Key.duration("refresh_interval", "5m", "1s", "1d")
            .help("How often the issuer's keys are asked for again, in the background.");

    static final Key<Duration> REFRESH_MIN_INTERVAL = Key.duration("refresh_min_interval", "10s", "1s", "10m")
            .help(
                    "How soon they may be asked for again because a token names a key that is not known, as after a rotation."
                            + " All tokens together ask once.");

    static final Key<Duration> KEYS_MAX_AGE = Key.duration("keys_max_age", "1d", "1m", "30d")
            .help(
                    "For how long keys are used while the issuer cannot be asked. After that no token of its can be decided on.");

    static final Key<Duration> REQUEST_TIMEOUT =
            Key.duration("request_timeout", "5s", "100ms", "1m").help("How long the issuer may take to answer.");

    private static final Entry[] OF_ISSUER = {
        URL,
        DISCOVERY_URL,
        AUDIENCES,
        POLICY,
        AUTHORIZED_PARTIES,
        ALGORITHMS,
        CLOCK_SKEW,
        RULES,
        MAPPINGS,
        REFRESH_INTERVAL,
        REFRESH_MIN_INTERVAL,
        KEYS_MAX_AGE,
        REQUEST_TIMEOUT,
        IntrospectionKeys.SECTION,
        TlsSection.SECTION
    };

    /** The one issuer. */
    static final Section ISSUER = Section.of("issuer", OF_ISSUER);

    /** Several of them, each with a name that says which in messages. */
    static final Section PROVIDERS = Section.of("providers", Section.of(Section.EACH, OF_ISSUER));

    private OidcKeys() {}

    static Key<List<String>> rule(String claim) {
        return Key.list(claim, "")
                .help(
                        "A claim that tokens must have, and one of these must be its value, or among its values; `*` in it is"
                                + " any text. `email_verified: true`, `scope: nats`, `realm_access.roles: [staff, ops-*]`.");
    }

    static Key<String> attribute(String name) {
        return Key.word(name, "")
                .help("An attribute of the identity, and the claim that gives its values: `department: dept`.");
    }

    private static String words() {
        return Arrays.stream(SigningAlgorithm.values())
                .map(SigningAlgorithm::word)
                .collect(Collectors.joining(", "));
    }

    private static Set<SigningAlgorithm> algorithms(Given given) {
        Set<SigningAlgorithm> all = EnumSet.noneOf(SigningAlgorithm.class);
        for (String text : given.texts()) {
            all.add(SigningAlgorithm.of(text)
                    .orElseThrow(() -> new IllegalArgumentException("'" + text
                            + "' is no algorithm with a public key that tokens are signed with; use " + words())));
        }
        return all;
    }

    private static String issuer(Given given) {
        URI unused = url(given.text());
        return given.text();
    }

    /** A URL that what comes from there can be relied on. */
    static URI url(String text) {
        try {
            URI url = new URI(text);
            String mistake = SafeUrl.mistake(url);
            if (mistake == null) {
                return url;
            }
            throw new IllegalArgumentException(mistake);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason(), e);
        }
    }
}
