package io.gatehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A package's software bill of materials.
 *
 * @param libraries the names of the libraries' jars, without {@code .jar}, and of each the licences that its pom names
 * @param others by their package URLs, what is no jar, and the licences of each
 */
record Materials(Map<String, List<String>> libraries, Map<String, List<String>> others) {
    private static final Pattern MAVEN =
            Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\?(?:classifier=([^&]+)&)?type=jar");

    private static final String OURS = "io.gatehouse";

    /** What a package that was unpacked says of itself. */
    static Materials of(Path unpacked) throws IOException {
        JsonNode bill = JsonMapper.shared().readTree(Files.readString(unpacked.resolve("gatehouse.cdx.json")));
        Map<String, List<String>> libraries = new TreeMap<>();
        Map<String, List<String>> others = new HashMap<>();
        for (JsonNode component : bill.path("components")) {
            String purl = component.path("purl").stringValue("");
            if (component.path("group").stringValue("").equals(OURS)) {
                continue;
            }
            if (purl.startsWith("pkg:maven/")) {
                libraries.put(jar(purl), licenses(component));
            } else {
                others.put(purl, licenses(component));
            }
        }
        return new Materials(libraries, others);
    }

    private static String jar(String purl) {
        Matcher parts = MAVEN.matcher(purl);
        if (!parts.matches()) {
            throw new IllegalStateException("Not a jar of Maven's: " + purl);
        }
        String classifier = parts.group(3);
        return parts.group(1) + "-" + parts.group(2) + (classifier == null ? "" : "-" + classifier);
    }

    /** By their SPDX identifiers; Bouncy Castle's licence has none. */
    private static List<String> licenses(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode license = choice.path("license");
            String name = license.path("id").stringValue(license.path("name").stringValue(""));
            names.add(name.startsWith("Bouncy Castle") ? "Bouncy-Castle" : name);
        }
        return names;
    }
}
