package io.gatehouse.directory.oidc;

import io.gatehouse.config.Values;
import io.gatehouse.directory.oidc.keys.RefreshSettings;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what is configured for issuers. */
final class IssuerReader {
    private static final String WELL_KNOWN = ".well-known/openid-configuration";

    /** OpenID Connect Core 1.0, section 5.7, warns of them. */
    private static final Set<String> CHOSEN_BY_PEOPLE = Set.of("preferred_username", "name", "nickname");

    private IssuerReader() {}

    /** What is configured for each issuer, one at least. */
    static List<Values> sections(Values directory) {
        List<Values> sections = new ArrayList<>();
        if (directory.givesAnyOf(OidcKeys.ISSUER)) {
            sections.add(directory.in(OidcKeys.ISSUER));
        }
        Values providers = directory.in(OidcKeys.PROVIDERS);
        providers.names().forEach(name -> sections.add(providers.in(name)));
        return sections;
    }

    /** Notes what is missing, and what does not go together. */
    static void check(Values directory) {
        List<Values> sections = sections(directory);
        if (sections.isEmpty()) {
            directory.missing(OidcKeys.ISSUER, "say whose tokens are taken, as in issuer: {url: ..., audiences: nats}");
        } else if (sections.size() > 1 && directory.givesAnyOf(OidcKeys.ISSUER)) {
            directory.in(OidcKeys.ISSUER).problem("is for one issuer; move it to providers, where the others are");
        }
        sections.forEach(IssuerReader::checkOne);
        checkUrls(sections);
        checkPrefixes(sections);
        checkOpaque(sections);
    }

    /** Nobody sees whose such a token is. */
    private static void checkOpaque(List<Values> sections) {
        sections.stream()
                .filter(IntrospectionKeys::takesOpaque)
                .skip(1)
                .forEach(in -> in.in(IntrospectionKeys.SECTION)
                        .problem(
                                "another provider is asked about opaque tokens already, and these do not tell whose they"
                                        + " are: say tokens: jwt here"));
    }

    private static void checkOne(Values in) {
        in.find(OidcKeys.URL, "give the URL that tokens have as iss");
        in.find(OidcKeys.AUDIENCES, "say whom tokens must be for: the aud of your NATS");
        TlsSettings unused = TlsSection.read(in);
        IntrospectionKeys.check(in);
        RefreshSettings.check(in, OidcKeys.REFRESH_INTERVAL, OidcKeys.KEYS_MAX_AGE);
    }

    private static void checkUrls(List<Values> sections) {
        List<@Nullable String> seen = new ArrayList<>();
        for (Values in : sections) {
            String url = in.find(OidcKeys.URL);
            if (url != null && seen.contains(url)) {
                in.problem(OidcKeys.URL, "is that of another provider too; put both together");
            }
            seen.add(url);
        }
    }

    /** What one issuer calls alice may be somebody else at another. */
    private static void checkPrefixes(List<Values> sections) {
        for (int i = 0; i < sections.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (isAmbiguous(prefix(sections.get(i)), prefix(sections.get(j)))) {
                    sections.get(i)
                            .problem("two providers could give one name to two people: give each a"
                                    + " claim_mappings.username.prefix that no other begins with");
                    break;
                }
            }
        }
    }

    private static boolean isAmbiguous(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private static String prefix(Values in) {
        return in.in(OidcKeys.MAPPINGS).in(OidcKeys.USERNAME).get(OidcKeys.USERNAME_PREFIX, "");
    }

    /** What is right, and seldom meant. */
    static List<String> warnings(Values directory) {
        List<String> warnings = new ArrayList<>();
        List<Values> sections = sections(directory);
        for (Values in : sections) {
            Values username = in.in(OidcKeys.MAPPINGS).in(OidcKeys.USERNAME);
            String claim = username.get(OidcKeys.USERNAME_CLAIM);
            if (CHOSEN_BY_PEOPLE.contains(claim)) {
                warnings.add(username.path(OidcKeys.USERNAME_CLAIM) + ": at many providers people can change their "
                        + claim + ", to that of somebody else too; sub stays with whom it was given to");
            } else if (claim.equals(ClaimMappings.EMAIL) && !isProved(in)) {
                warnings.add(username.path(OidcKeys.USERNAME_CLAIM) + ": a provider that does not tell of each email"
                        + " whether it is verified may take that of somebody else; with claim_validation_rules:"
                        + " {email_verified: true} it has to");
            }
        }
        addGroups(sections, warnings);
        return warnings;
    }

    private static boolean isProved(Values in) {
        return in.in(OidcKeys.RULES)
                .get(OidcKeys.rule(ClaimMappings.VERIFIED), List.of())
                .equals(List.of("true"));
    }

    /** Who may name groups at one issuer could name those of another. */
    private static void addGroups(List<Values> sections, List<String> warnings) {
        List<String> seen = new ArrayList<>();
        for (Values in : sections) {
            Values groups = in.in(OidcKeys.MAPPINGS).in(OidcKeys.GROUPS);
            if (groups.find(OidcKeys.GROUPS_CLAIM) != null) {
                String prefix = groups.get(OidcKeys.GROUPS_PREFIX, "");
                if (seen.stream().anyMatch(other -> isAmbiguous(prefix, other))) {
                    warnings.add(groups.path(OidcKeys.GROUPS_CLAIM) + ": another provider can give groups of the same"
                            + " names, and rules do not tell them apart; give each a claim_mappings.groups.prefix that no"
                            + " other begins with");
                }
                seen.add(prefix);
            }
        }
    }

    /** What is configured for one, without a mistake. */
    static IssuerSettings settings(Values in) {
        String url = in.get(OidcKeys.URL);
        return new IssuerSettings(
                in.path(OidcKeys.URL).replaceFirst("\\.url$", ""),
                url,
                in.get(OidcKeys.DISCOVERY_URL, wellKnown(url)),
                Set.copyOf(in.get(OidcKeys.AUDIENCES)),
                in.get(OidcKeys.POLICY),
                Set.copyOf(in.get(OidcKeys.AUTHORIZED_PARTIES, List.of())),
                in.get(OidcKeys.ALGORITHMS),
                in.get(OidcKeys.CLOCK_SKEW),
                rules(in.in(OidcKeys.RULES)),
                mappings(in.in(OidcKeys.MAPPINGS)),
                new RefreshSettings(
                        in.get(OidcKeys.REFRESH_INTERVAL),
                        in.get(OidcKeys.REFRESH_MIN_INTERVAL),
                        in.get(OidcKeys.KEYS_MAX_AGE),
                        in.get(OidcKeys.REQUEST_TIMEOUT)),
                IntrospectionKeys.settings(in),
                TlsSection.read(in));
    }

    private static URI wellKnown(String url) {
        return URI.create(url.endsWith("/") ? url + WELL_KNOWN : url + "/" + WELL_KNOWN);
    }

    private static List<ClaimRule> rules(Values in) {
        List<ClaimRule> rules = new ArrayList<>();
        for (String claim : in.names()) {
            List<String> wanted = in.get(OidcKeys.rule(claim), List.of());
            rules.add(new ClaimRule(claim, wanted.stream().map(NamePattern::of).toList()));
        }
        return rules;
    }

    private static ClaimMappings mappings(Values in) {
        Values username = in.in(OidcKeys.USERNAME);
        Values groups = in.in(OidcKeys.GROUPS);
        String claim = groups.find(OidcKeys.GROUPS_CLAIM);
        return new ClaimMappings(
                new MappedClaim(username.get(OidcKeys.USERNAME_CLAIM), username.get(OidcKeys.USERNAME_PREFIX, "")),
                claim == null ? null : new MappedClaim(claim, groups.get(OidcKeys.GROUPS_PREFIX, "")),
                extra(in.in(OidcKeys.EXTRA)));
    }

    private static Map<String, String> extra(Values in) {
        Map<String, String> extra = new TreeMap<>();
        for (String attribute : in.names()) {
            String claim = in.find(OidcKeys.attribute(attribute));
            if (claim != null) {
                extra.put(attribute, claim);
            }
        }
        return extra;
    }
}
