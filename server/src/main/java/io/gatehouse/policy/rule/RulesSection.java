package io.gatehouse.policy.rule;

import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.policy.account.Account;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The section of the rules. */
public final class RulesSection {
    /** So many rules at most. */
    static final int MOST = 1000;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    /** The keys of every rule. */
    public static final Section SECTION =
            Section.of("rules", Section.of(Section.EACH, ConditionKeys.SECTION, EffectKeys.SECTION));

    private RulesSection() {}

    /**
     * The rules as they are configured.
     *
     * @param accounts the accounts of operator mode; empty in config mode
     * @param certificateFields the fields that certificates can have; empty when that is not known
     */
    public static RuleSet read(Values root, Map<String, Account.Keyed> accounts, Set<String> certificateFields) {
        Values all = root.in(SECTION);
        Set<String> names = all.names();
        if (root.isEmpty(SECTION)) {
            all.problem("has no rules; write one, or remove the section: with it nobody gets what no rule gives");
        }
        if (names.size() > MOST) {
            all.problem("has " + names.size() + " rules, and " + MOST + " are the most: use templates, or groups");
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (String name : names) {
            Values in = all.in(name);
            if (!NAME.matcher(name).matches()) {
                in.problem(
                        "a rule's name is a small letter, then up to 31 small letters, digits, dashes or underscores");
            } else if (!variables.add(name.replace('-', '_'))) {
                in.problem("another rule has the same name but for a dash in place of an underscore; rename one");
            }
            EffectReader effect = new EffectReader(in, accounts, certificateFields);
            rules.add(new Rule(name, ConditionsReader.read(in, certificateFields), effect.read()));
        }
        return new RuleSet(rules);
    }
}
