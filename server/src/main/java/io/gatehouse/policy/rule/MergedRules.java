package io.gatehouse.policy.rule;

import io.gatehouse.policy.rule.Effect.Kind;
import io.gatehouse.policy.template.Template;
import io.gatehouse.policy.text.UserText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the rules that hold for a login give together, before templates are filled. It is the same in whichever order the rules
 * come: subjects, accounts and tags add up, and bounds get narrower.
 *
 * @param rules the names of the rules, sorted
 * @param refused whether one of them denies the login
 * @param silent whether one of them leaves the login without an answer
 * @param roles all roles that they give: more than one is a mistake
 * @param names what the connection is to be shown as: more than one is a mistake
 * @param notes what the log is to say
 */
public record MergedRules(
        List<String> rules,
        boolean refused,
        boolean silent,
        List<Template> accounts,
        SubjectTemplates publish,
        SubjectTemplates subscribe,
        Bounds bounds,
        List<Template> tags,
        List<String> roles,
        boolean privateInbox,
        List<Template> names,
        List<String> notes) {
    /** The most characters that they say together, so that there is room for them in a line and in an answer. */
    private static final int LONGEST_NOTE = 1024;

    static MergedRules of(Collection<Rule> held) {
        List<Template> accounts = new ArrayList<>();
        List<Template> tags = new ArrayList<>();
        List<Template> names = new ArrayList<>();
        SortedSet<String> rules = new TreeSet<>();
        SortedSet<String> roles = new TreeSet<>();
        SortedSet<String> notes = new TreeSet<>();
        SubjectTemplates publish = SubjectTemplates.NONE;
        SubjectTemplates subscribe = SubjectTemplates.NONE;
        Bounds bounds = Bounds.NONE;
        for (Rule rule : held) {
            Effect effect = rule.effect();
            rules.add(rule.name());
            accounts.addAll(effect.accounts());
            tags.addAll(effect.tags());
            publish = publish.and(effect.publish());
            subscribe = subscribe.and(effect.subscribe());
            bounds = bounds.and(effect.bounds());
            if (effect.role() != null) {
                roles.add(effect.role());
            }
            if (effect.name() != null) {
                names.add(effect.name());
            }
            if (!effect.log().isEmpty()) {
                notes.add(effect.log());
            }
        }
        return new MergedRules(
                List.copyOf(rules),
                held.stream().anyMatch(rule -> rule.effect().kind() == Kind.REFUSE),
                held.stream().anyMatch(rule -> rule.effect().kind() == Kind.SILENT),
                SubjectTemplates.sorted(accounts),
                publish,
                subscribe,
                bounds,
                SubjectTemplates.sorted(tags),
                List.copyOf(roles),
                held.stream().anyMatch(rule -> rule.effect().privateInbox()),
                SubjectTemplates.sorted(names),
                List.copyOf(notes));
    }

    /** Whether logins of one identity may get different texts of the templates. */
    public boolean readsRequest() {
        return Stream.of(accounts, publish.allow(), publish.deny(), subscribe.allow(), subscribe.deny(), tags, names)
                .flatMap(List::stream)
                .anyMatch(Template::readsRequest);
    }

    /** What the log is to say, in one line, cut where it gets too long; empty for nothing. */
    public String note() {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < notes.size() && joined.length() <= LONGEST_NOTE; i++) {
            joined.append(i == 0 ? "" : "; ").append(notes.get(i));
        }
        return UserText.shortened(joined.toString(), LONGEST_NOTE);
    }
}
