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
            .help("Type `oidc`: the user name whose password is looked at for a token. When left out, the password"
                    + " of every user name is looked at, but only for a JWT. A token that the client sends as its token"
                    + " is always looked at.");

    static final Key<String> URL = Key.of("url", "URL", "", OidcKeys::issuer)
            .help("What tokens have in `iss`, exactly. The keys are found through"
                    + " `URL/.well-known/openid-configuration`, unless `discovery_url` is set. https, or http on this"
                    + " machine. Required.");

    static final Key<URI> DISCOVERY_URL = Key.of("discovery_url", "URL", "", given -> url(given.text()))
            .help("Where the issuer's discovery document is, if it is not where OpenID Connect puts it. The"
                    + " document must contain the same issuer as `url`.");

    static final Key<List<String>> AUDIENCES = Key.list("audiences", "")
            .help("Whom tokens must be for (`aud`): the name of your NATS at the issuer. Required, because a token"
                    + " for another service must not work as a login here.");

    static final Key<AudienceMatchPolicy> POLICY = Key.choice("audience_match_policy", AudienceMatchPolicy.MATCH_ANY)
            .help("Whether a token must be for one of `audiences`, or for all of them.");

    static final Key<List<String>> AUTHORIZED_PARTIES = Key.list("authorized_parties", "")
            .help("The issuer's clients whose tokens are accepted: the claim `azp`, or `client_id` if a token has"
                    + " no `azp`. Default: all.");

    static final Key<Set<SigningAlgorithm>> ALGORITHMS = Key.of(
                    "algorithms", words() + ", or a list of these", "RS256,PS256,ES256,EdDSA", OidcKeys::algorithms)
            .help("The algorithms that tokens may be signed with. Tokens that name another one in their header are"
                    + " refused.");

    static final Key<Duration> CLOCK_SKEW = Key.duration("clock_skew", "30s", "0s", "10m")
            .help("How far the issuer's clock may be ahead: how far in the future `nbf` and `iat` of a token may"
                    + " be. It does not extend a token's life.");

    static final Section RULES = Section.of("claim_validation_rules", rule(Section.EACH));

    static final Key<String> USERNAME_CLAIM = Key.word("claim", "sub")
            .help("The claim that contains the name. It must be unique, and users must not be able to choose it.");

    static final Key<String> GROUPS_CLAIM =
            Key.word("claim", "").help("The claim that contains the groups. Without it there are no groups.");

    static final Key<String> USERNAME_PREFIX = Key.text("prefix", "")
            .help("Text in front of each name. If there are several issuers, required and different for each.");

    static final Key<String> GROUPS_PREFIX = Key.text("prefix", "")
            .help("Text in front of each group. If several issuers have groups, give each a different one.");

    static final Section USERNAME = Section.of("username", USERNAME_CLAIM, USERNAME_PREFIX);
    static final Section GROUPS = Section.of("groups", GROUPS_CLAIM, GROUPS_PREFIX);

    static final Section EXTRA = Section.of("extra", attribute(Section.EACH));
    static final Section MAPPINGS = Section.of("claim_mappings", USERNAME, GROUPS, EXTRA);

    static final Key<Duration> REFRESH_INTERVAL = Key.duration("refresh_interval", "5m", "1s", "1d")
            .help("How often the issuer's keys are fetched again, in the background.");

    static final Key<Duration> REFRESH_MIN_INTERVAL = Key.duration("refresh_min_interval", "10s", "1s", "10m")
            .help("The minimum time between two requests for the keys that are caused by tokens with an unknown"
                    + " key, as after a rotation. All such tokens together cause one request.");

    static final Key<Duration> KEYS_MAX_AGE = Key.duration("keys_max_age", "1d", "1m", "30d")
            .help("How long keys are used while the issuer cannot be reached. After that, its tokens get no"
                    + " answer.");

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
                .help("A claim that tokens must have; one of these texts must be its value, or one of its values. `*`"
                        + " stands for any text. For example `email_verified: true`, `scope: nats`, `realm_access.roles:"
                        + " [staff, ops-*]`.");
    }

    static Key<String> attribute(String name) {
        return Key.word(name, "")
                .help("An attribute of the identity, and the claim that its values come from: `department: dept`.");
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
                            + "' is not an algorithm with a public key for signing tokens; use " + words())));
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
            throw new IllegalArgumentException("is not a URL: " + e.getReason(), e);
        }
    }
}
