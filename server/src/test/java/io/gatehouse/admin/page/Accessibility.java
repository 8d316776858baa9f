package io.gatehouse.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What axe-core finds in a page that keeps somebody from reading or using it. */
public final class Accessibility {
    private static final String AXE = read();

    private Accessibility() {}

    private static String read() {
        try (InputStream source = Objects.requireNonNull(Accessibility.class.getResourceAsStream("/axe.min.js"))) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules that what a tab shows now breaks, with the places, all details opened. */
    public static List<String> violations(BrowserTab tab) {
        tab.evaluate("window.axe !== undefined || (() => { " + AXE + "; return true; })()");
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)");
        JsonNode found = tab.evaluate("axe.run(document, {resultTypes: ['violations']}).then(results =>"
                + " results.violations.map(rule => rule.id + ': ' + rule.help + ' '"
                + " + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))");
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = false)");
        List<String> violations = new ArrayList<>();
        found.forEach(violation -> violations.add(violation.asString("")));
        return violations;
    }
}
