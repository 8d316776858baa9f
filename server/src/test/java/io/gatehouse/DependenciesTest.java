package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds {@code docs/dependencies.md} and the poms together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DependenciesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>([a-z/-]+)</module>");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z0-9_.-]+)` \\| ([0-9][^ |]*) \\| .+ \\|$");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([a-z0-9.-]+)}");
    private static final Set<String> DECLARATIONS = Set.of("dependency", "plugin", "path");

    /** Told by a version property alone. */
    private static final String FORMATTER = "palantir-java-format";

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> documented = new TreeMap<>();
    private final Map<String, Set<String>> declared = new TreeMap<>();
    private List<String> poms = List.of();

    @BeforeAll
    void read() throws Exception {
        for (String line : Files.readAllLines(ROOT.resolve("docs/dependencies.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(row.group(1), row.group(2));
            }
        }
        String root = Files.readString(ROOT.resolve("pom.xml"));
        poms = Stream.concat(
                        Stream.of("pom.xml"),
                        MODULE.matcher(root).results().map(module -> module.group(1) + "/pom.xml"))
                .toList();
        for (String pom : poms) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(ROOT.resolve(pom).toFile());
            elements(document, "*")
                    .filter(element -> element.getTagName().endsWith(".version"))
                    .forEach(element -> properties.put(element.getTagName(), element.getTextContent()));
            elements(document, "artifactId").forEach(this::declare);
        }
        declared.put(FORMATTER, Set.of("${" + FORMATTER + ".version}"));
    }

    @Test
    void whatThePomsDeclareIsDocumentedAndTheOtherWayRound() {
        assertThat(declared).hasSizeGreaterThan(30);
        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(declared.keySet());
    }

    @Test
    void theVersionsAreThoseOfThePoms() {
        declared.forEach((artifact, versions) ->
                versions.forEach(version -> assertThat(documented).containsEntry(artifact, resolved(version))));
        assertThat(documented)
                .containsEntry("junit-jupiter", properties.get("junit.version"))
                .containsEntry("junit-jupiter-api", properties.get("junit.version"))
                .containsEntry("junit-platform-launcher", properties.get("junit.version"));
    }

    @Test
    void everyVersionPropertyIsUsed() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String pom : poms) {
            all.append(Files.readString(ROOT.resolve(pom)));
        }
        assertThat(properties.keySet()).allMatch(name -> all.indexOf("${" + name + "}") >= 0);
    }

    private void declare(Element artifact) {
        Element owner = (Element) artifact.getParentNode();
        if (!DECLARATIONS.contains(owner.getTagName()) || "io.gatehouse".equals(child(owner, "groupId"))) {
            return;
        }
        Set<String> versions = declared.computeIfAbsent(artifact.getTextContent(), name -> new java.util.TreeSet<>());
        String version = child(owner, "version");
        if (version != null) {
            versions.add(version);
        }
    }

    private String resolved(String version) {
        return PROPERTY.matcher(version).replaceAll(name -> properties.get(name.group(1)));
    }

    private static @Nullable String child(Element owner, String name) {
        return elements(owner.getChildNodes())
                .filter(element -> element.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Element> elements(Document document, String name) {
        return elements(document.getElementsByTagName(name));
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
