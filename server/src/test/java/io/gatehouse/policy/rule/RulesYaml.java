package io.gatehouse.policy.rule;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.policy.account.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Rules as they are written, for tests. */
public final class RulesYaml {
    public static final Set<String> FIELDS = Set.of("cn", "ou", "email");

    private RulesYaml() {}

    /** The rules below {@code rules:}, each line with its indentation, for config mode. */
    public static RuleSet read(String yaml) {
        return read(yaml, Map.of());
    }

    /**
     * The same for operator mode.
     *
     * @throws io.gatehouse.config.ConfigException with every mistake
     */
    public static RuleSet read(String yaml, Map<String, Account.Keyed> accounts) {
        try {
            Path file = Files.createTempFile("rules", ".yaml");
            try {
                Files.writeString(file, yaml);
                Section root = Section.of("", RulesSection.SECTION);
                Values values = new Configuration(root, Map.of(), Path.of(".")).read(file);
                RuleSet rules = RulesSection.read(values, accounts, FIELDS);
                values.throwProblems();
                return rules;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
