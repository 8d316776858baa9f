package io.gatehouse.policy.rule;

import io.gatehouse.config.Given;
import io.gatehouse.config.Suggestion;
import io.gatehouse.config.Values;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Conditions on groups that nobody is in: where all users are known, most likely a slip. */
public final class UnknownGroups {
    private final Set<String> known;
    private final List<String> warnings = new ArrayList<>();

    private UnknownGroups(Set<String> known) {
        this.known = known;
    }

    /**
     * What to say of them.
     *
     * @param root the configuration
     * @param known the groups of all users
     */
    public static List<String> warnings(Values root, Set<String> known) {
        UnknownGroups unknown = new UnknownGroups(known);
        Values rules = root.in(RulesSection.SECTION);
        for (String name : rules.names()) {
            Values conditions = rules.in(name).in(ConditionKeys.SECTION);
            unknown.look("rules." + name + ".if.", conditions);
            unknown.look("rules." + name + ".if.not.", conditions.in(ConditionKeys.NOT));
        }
        return unknown.warnings;
    }

    private void look(String path, Values conditions) {
        Given given = conditions.given(ConditionKeys.GROUP.key());
        if (given == null) {
            return;
        }
        for (String text : given.texts()) {
            NamePattern pattern = NamePattern.of(text);
            if (known.stream().noneMatch(pattern::matches)) {
                warnings.add(path + "group: no user of any directory is in a group " + Quoted.of(text)
                        + Suggestion.words(text, known));
            }
        }
    }
}
