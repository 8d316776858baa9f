package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        List<String> audiences = new ArrayList<>();
        validation.get("aud").texts().stream().map(texts::known).forEach(known -> {
            if (known != null && !known.isEmpty()) {
                audiences.add(known);
            }
        });
        if (audiences.isEmpty() && id != null && !id.isEmpty()) {
            audiences.add(id);
        }
        if (url == null || url.isEmpty() || audiences.isEmpty()) {
            report.left(
                    provider,
                    "has no issuer_url or audience that is known now, and is left out: set the variables of its"
                            + " templates, or write them out");
            return;
        }
        String description = provider.get("description").text("");
        String directory = directory(url, audiences, name(description, directories.size() + 1), issuer);
        validation(directory, validation);
        mapping(url, provider.get("custom_mapping"), validation.get("custom_claims_mapping"));
        bounds(only, provider.get("token_bounds"), validation.get("token_bounds", "exp"));
        rest(provider, validation);
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
                    "tokens must be for an audience here: the client_id is" + " taken where validation.aud is missing");
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
