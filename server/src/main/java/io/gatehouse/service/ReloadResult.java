package io.gatehouse.service;

import io.gatehouse.logging.Escapes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of reading the configuration again.
 *
 * @param changed the paths of the keys that have changed and are in force
 * @param needRestart the paths of the keys that differ from what the service was started with, which only a restart takes
 * @param problems why the configuration cannot be used, so that nothing has changed; empty when it can
 */
public record ReloadResult(List<String> changed, List<String> needRestart, List<String> problems) {
    private static final int MAX_TEXT = 500;
    private static final int MAX_TEXTS = 100;

    public ReloadResult {
        changed = List.copyOf(changed);
        needRestart = List.copyOf(needRestart);
        problems = List.copyOf(problems);
    }

    static ReloadResult taken(ConfigurationChange change) {
        return new ReloadResult(change.taken(), change.needRestart(), List.of());
    }

    static ReloadResult refused(List<String> problems) {
        return new ReloadResult(List.of(), List.of(), problems);
    }

    /** Whether the configuration that was read can be used. */
    public boolean isSuccessful() {
        return problems.isEmpty();
    }

    /** As an object of JSON. */
    String json() {
        String status = isSuccessful() ? changed.isEmpty() ? "unchanged" : "reloaded" : "failed";
        return "{\"status\":\"" + status + "\"" + member("changed", changed) + member("needs_restart", needRestart)
                + member("problems", problems) + "}";
    }

    private static String member(String name, List<String> texts) {
        return texts.isEmpty()
                ? ""
                : texts.stream()
                        .limit(MAX_TEXTS)
                        .map(ReloadResult::quoted)
                        .collect(Collectors.joining(",", ",\"" + name + "\":[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        Escapes.quoted(out, text, MAX_TEXT);
        return out.append('"').toString();
    }
}
