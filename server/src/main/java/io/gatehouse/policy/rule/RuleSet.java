package io.gatehouse.policy.rule;

import io.gatehouse.policy.template.Template;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All rules of a configuration. Their order has no meaning. May be used by many threads. */
public final class RuleSet {
    /** No rules: identities may what their directories state. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final List<Rule> rules;
    private final boolean anyPrivateInbox;
    private final boolean readsTls;

    RuleSet(List<Rule> rules) {
        this.rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
        this.anyPrivateInbox = rules.stream().anyMatch(rule -> rule.effect().privateInbox());
        this.readsTls = rules.stream().anyMatch(RuleSet::readsTls);
    }

    private static boolean readsTls(Rule rule) {
        return rule.conditions().readTls()
                || rule.effect()
                        .templates()
                        .anyMatch(each -> !each.certificateFields().isEmpty());
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    public int size() {
        return rules.size();
    }

    /** The accounts that rules give by name or by key, each with the names of these rules; without those of templates. */
    public SortedMap<String, Set<String>> accounts() {
        SortedMap<String, Set<String>> accounts = new TreeMap<>();
        for (Rule rule : rules) {
            rule.effect().accounts().stream()
                    .filter(Template::isConstant)
                    .forEach(account -> accounts.computeIfAbsent(account.text(), first -> new TreeSet<>())
                            .add(rule.name()));
        }
        return accounts;
    }

    /** The names of the rules that give connections another name than the identity's. */
    public List<String> renaming() {
        return rules.stream()
                .filter(rule -> rule.effect().name() != null)
                .map(Rule::name)
                .toList();
    }

    /** Whether any rule gives private inboxes, so that everybody else is kept out of all inboxes. */
    public boolean givesPrivateInboxes() {
        return anyPrivateInbox;
    }

    /** Whether anybody is kept from a part of what others may subscribe to. */
    public boolean deniesSubscriptions() {
        return anyPrivateInbox
                || rules.stream()
                        .anyMatch(rule -> !rule.effect().subscribe().deny().isEmpty());
    }

    /** Whether any rule looks at the client's TLS state or its certificate. */
    public boolean readsTls() {
        return readsTls;
    }

    /** The rules that may hold for logins of an identity. */
    public Candidates candidates(IdentityFacts identity) {
        return Candidates.of(rules, identity);
    }

    /** Of each rule whether it holds for a login of an identity, and otherwise why not. */
    public List<RuleTrace> trace(IdentityFacts identity, LoginFacts login) {
        return rules.stream()
                .map(rule -> new RuleTrace(rule.name(), rule.conditions().failing(identity, login)))
                .toList();
    }

    /** The rules, one by one. */
    @Override
    public String toString() {
        return rules.toString();
    }

    /**
     * At most so many characters are in what the rules give to anybody, without the values of templates; -1 where a template may
     * make several texts of one.
     */
    public long texts() {
        boolean constant =
                rules.stream().flatMap(rule -> rule.effect().templates()).allMatch(Template::isConstant);
        return constant
                ? rules.stream()
                        .flatMap(rule -> rule.effect().templates())
                        .mapToLong(each -> each.text().length() + 3L)
                        .sum()
                : -1;
    }
}
