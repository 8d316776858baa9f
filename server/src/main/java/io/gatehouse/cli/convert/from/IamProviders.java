package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers of nats-iam-broker: a directory for each issuer. */
final class IamProviders {
    /** Claims that every token must have here, or that are looked at anyway. */
    private static final Set<String> ALWAYS = Set.of("aud", "exp", "iat", "sub", "iss");

    private static final int LONGEST_NAME = 24;

    private final ImportedParts parts;
    private final ImportReport report;
    private final IamTexts texts;
    private final Map<String, String> directories = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> mapped = new LinkedHashMap<>();
    /** Issuers whose tokens must be for more than one audience. */
    private final Set<String> demanding = new HashSet<>();

    private @Nullable Duration longestSession;

    IamProviders(ImportedParts parts, IamTexts texts) {
        this.parts = parts;
        this.report = parts.report();
        this.texts = texts;
    }

    void convert(Setting providers) {
        for (Setting provider : providers.items()) {
            provider(provider, providers.items().size() == 1);
        }
        if (directories.size() > 1) {
            directories
                    .values()
                    .forEach(name -> parts.section("directories", name, "names").put("prefix", name + ":"));
            report.changed(
                    providers,
                    "names of users begin with the name of their directory, since two issuers may give"
                            + " one name to two people");
        }
    }

    List<String> names() {
        return List.copyOf(directories.values());
    }

    @Nullable Duration longestSession() {
        return longestSession;
    }

    private void provider(Setting provider, boolean only) {
        Setting issuer = provider.get("issuer_url");
        String url = texts.known(issuer.text(""));
        Setting client = provider.get("client_id");
        String id = texts.known(client.text(""));
        Setting validation = provider.get("validation");
        List<String> audiences = audiences(id, validation);
        if (url == null || url.isEmpty() || audiences.isEmpty()) {
            report.left(
                    provider,
                    "has no issuer_url, client_id or audience that is known now, and is left out: set the variables"
                            + " of its templates, or write them out");
            return;
        }
        if (directories.containsKey(url) && (audiences.size() > 1 || demanding.contains(url))) {
            report.left(
                    provider,
                    "is a second one of one issuer, and is left out: tokens that need a client_id and another"
                            + " audience cannot be told from those of the other; write a directory for each");
            return;
        }
        if (audiences.size() > 1) {
            demanding.add(url);
        }
        String description = provider.get("description").text("");
        String directory = directory(url, audiences, name(description, directories.size() + 1), issuer);
        validation(directory, validation);
        mapping(url, provider.get("custom_mapping"), validation.get("custom_claims_mapping"));
        bounds(only, provider.get("token_bounds"), validation.get("token_bounds", "exp"));
        rest(provider, validation);
    }

    /** What a token must all be for; empty when it is not known now. */
    private List<String> audiences(@Nullable String client, Setting validation) {
        Setting given = validation.get("aud");
        boolean skipped = validation.get("skip_audience_validation").isOn();
        List<@Nullable String> named = new ArrayList<>();
        given.texts().forEach(text -> named.add(texts.known(text)));
        if (client == null || client.isEmpty()) {
            return List.of();
        }
        if (skipped || named.contains(client)) {
            return List.of(client);
        }
        if (named.contains(null) || named.contains("")) {
            return List.of();
        }
        Set<String> audiences = new LinkedHashSet<>(List.of(client));
        named.stream().flatMap(Stream::ofNullable).forEach(audiences::add);
        if (audiences.size() > 2) {
            report.left(given, "tokens must be for all of these here, and not for one of them: leave one in audiences");
        }
        return List.copyOf(audiences);
    }

    private String directory(String url, List<String> audiences, String name, Setting issuer) {
        boolean known = directories.containsKey(url);
        String directory = directories.computeIfAbsent(url, key -> name);
        parts.section("directories", directory).put("type", "oidc");
        Map<String, Object> section = parts.section("directories", directory, "issuer");
        section.put("url", ImportedParts.literal(url));
        Set<String> all = new LinkedHashSet<>();
        if (section.get("audiences") instanceof List<?> before) {
            before.forEach(audience -> all.add((String) audience));
        }
        audiences.forEach(audience -> all.add(ImportedParts.literal(audience)));
        section.put("audiences", List.copyOf(all));
        if (demanding.contains(url)) {
            section.put("audience_match_policy", "match_all");
        }
        if (known) {
            report.changed(issuer, "is there twice: both are one directory, with the audiences of both");
        } else {
            report.carried(issuer, "directories." + directory);
        }
        return directory;
    }

    private void validation(String directory, Setting validation) {
        if (validation.get("skip_audience_validation").isOn()) {
            report.left(
                    validation.get("skip_audience_validation"),
                    "tokens must be for the client_id here, and validation.aud is left out");
        }
        for (String claim : validation.get("claims").texts()) {
            if (!ALWAYS.contains(claim)) {
                parts.section("directories", directory, "issuer", "claim_validation_rules")
                        .put(claim, "*");
            }
        }
    }

    private void mapping(String url, Setting... mappings) {
        for (Setting mapping : mappings) {
            mapping.entries()
                    .forEach((claim, to) -> mapped.computeIfAbsent(url, key -> new LinkedHashMap<>())
                            .put(to.text(""), claim));
        }
    }

    private void bounds(boolean only, Setting... all) {
        for (Setting bounds : all) {
            Duration longest = IamTexts.duration(bounds.get("max").text());
            if (longest != null && only) {
                longestSession =
                        longestSession == null || longest.compareTo(longestSession) < 0 ? longest : longestSession;
                report.carried(bounds.get("max"), "callout.session");
            } else if (bounds.get("max").isPresent()) {
                report.left(
                        bounds.get("max"),
                        "is not bounded for one of several issuers: set callout.session, or session in" + " rules");
            }
            if (bounds.get("min").isPresent()) {
                report.changed(
                        bounds.get("min"), "tokens that end sooner are taken here, and the session ends with them");
            }
        }
    }

    private void rest(Setting provider, Setting validation) {
        if (provider.get("user_info").get("enabled").isOn()) {
            report.left(
                    provider.get("user_info"),
                    "the provider is not asked for more than the token says: have it put these"
                            + " claims into the token");
        }
        provider.get("ignore_setup_error").use();
        validation.use();
        provider.get("user_info").use();
    }

    /** Makes a claim an attribute of users of every provider; its name. */
    String attribute(String claim) {
        String name = claim.replaceAll("[^A-Za-z0-9_-]", "_");
        String attribute = name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "claim_" + name : name;
        directories.forEach((url, directory) -> parts.section(
                        "directories", directory, "issuer", "claim_mappings", "extra")
                .put(
                        attribute,
                        ImportedParts.literal(mapped.getOrDefault(url, Map.of()).getOrDefault(claim, claim))));
        return attribute;
    }

    private String name(String description, int number) {
        String slug = description
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        String cut = slug.substring(0, Math.min(LONGEST_NAME, slug.length()));
        return cut.isEmpty() || directories.containsValue(cut) ? "provider-" + number : cut;
    }
}
