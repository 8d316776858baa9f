package io.gatehouse.policy.rule;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Suggestion;
import io.gatehouse.config.Values;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.Set;

/** Conditions that nobody whom the directories know can ever meet: a slip by which a rule that refuses would refuse nobody. */
public final class UnmetConditions {
    private final Set<String> directories;
    private final boolean lower;

    /**
     * @param directories the names of all of them
     * @param lower whether every one has its users' names in lower case
     */
    public UnmetConditions(Set<String> directories, boolean lower) {
        this.directories = Set.copyOf(directories);
        this.lower = lower;
    }

    /** Reports each of them as a mistake of the configuration. */
    public void report(Values root) {
        Values rules = root.in(RulesSection.SECTION);
        for (String name : rules.names()) {
            Values conditions = rules.in(name).in(ConditionKeys.SECTION);
            reportIn(conditions);
            reportIn(conditions.in(ConditionKeys.NOT));
        }
    }

    private void reportIn(Values conditions) {
        Key<?> directory = ConditionKeys.DIRECTORY.key();
        for (String text : texts(conditions, directory)) {
            NamePattern pattern = NamePattern.of(text);
            if (directories.stream().noneMatch(pattern::matches)) {
                conditions.problem(
                        directory, "there is no directory " + Quoted.of(text) + Suggestion.words(text, directories));
            }
        }
        Key<?> user = ConditionKeys.USER.key();
        for (String text : texts(conditions, user)) {
            String form = NameForm.LOWER.of(text);
            if (lower && !form.equals(text)) {
                conditions.problem(
                        user,
                        "no user is called " + Quoted.of(text)
                                + ", since names.case is lower in every directory; write " + Quoted.of(form));
            }
        }
    }

    private static List<String> texts(Values in, Key<?> key) {
        Given given = in.given(key);
        return given == null ? List.of() : given.texts();
    }
}
