package io.gatehouse.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds environment variables that look as if they were meant for us and are none of ours. */
final class UnknownVariables {
    /** Read by the launcher, and by the finder of outside programs. */
    private static final Set<String> OTHERS = Set.of(
            "GATEHOUSE_CACHE",
            "GATEHOUSE_ED25519",
            "GATEHOUSE_LOAD_OPTS",
            "GATEHOUSE_NATS_CLI",
            "GATEHOUSE_NATS_SERVER",
            "GATEHOUSE_NSC",
            "GATEHOUSE_OPTS",
            "GATEHOUSE_PROMTOOL");

    private static final String ACCOUNTS = Key.ACCOUNTS.variable() + "_";

    private UnknownVariables() {}

    static List<String> warnings(Map<String, String> environment, Layers layers) {
        List<String> known = Arrays.stream(Key.values()).map(Key::variable).toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith("GATEHOUSE_"))
                .filter(name -> !known.contains(name) && !OTHERS.contains(name) && !ofAnAccount(name, layers))
                .sorted()
                .map(name -> warning(name, Suggestion.nearest(name, known)))
                .toList();
    }

    private static boolean ofAnAccount(String name, Layers layers) {
        return layers.namesBelow(Key.ACCOUNTS.segments()).stream()
                .anyMatch(account ->
                        name.startsWith(ACCOUNTS) && name.startsWith(Key.variable(List.of("accounts", account)) + "_"));
    }

    private static String warning(String name, Optional<String> near) {
        return "the environment variable " + name + " sets no key"
                + near.map(known -> "; did you mean " + known + "?").orElse("");
    }
}
