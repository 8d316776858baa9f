package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The role bindings of nats-iam-broker as rules. There only one binding counts; here all rules that hold do, so that each has the
 * conditions of those before it below {@code not}. Where that cannot be said exactly, it is said more narrowly.
 */
final class IamBindings {
    private final ImportedParts parts;
    private final ImportReport report;
    private final IamTexts texts;
    private final IamProviders providers;
    private final List<String> accounts;

    /** A criterion: an attribute, and the value that it must have. */
    private record Criterion(String attribute, String value) {}

    /**
     * A binding.
     *
     * @param account null where there is to be no rule for it, and nobody else may get its users
     * @param known whether all of its criteria are
     */
    private record Binding(
            Setting setting, @Nullable String account, List<String> roles, List<Criterion> criteria, boolean known) {}

    IamBindings(ImportedParts parts, IamTexts texts, IamProviders providers, List<String> accounts) {
        this.parts = parts;
        this.report = parts.report();
        this.texts = texts;
        this.providers = providers;
        this.accounts = accounts;
    }

    void convert(Setting rbac) {
        Setting strategy = rbac.get("role_binding_matching_strategy");
        boolean strict = strategy.text("best_match").equalsIgnoreCase("strict");
        List<Binding> bindings = sure(
                rbac.get("role_binding").items().stream().map(this::binding).toList(), strict);
        List<Binding> ordered = new ArrayList<>(bindings.stream()
                .filter(binding -> !binding.criteria().isEmpty())
                .toList());
        if (!strict) {
            ordered.sort(Comparator.comparingInt(binding -> -binding.criteria().size()));
            report.add(
                    Outcome.CHANGED,
                    strategy.isPresent() ? strategy.place() : rbac.place(),
                    "role_binding_matching_strategy",
                    "a binding counts here only when all of its criteria are met, and not when it has the most of them");
        }
        bindings.stream()
                .filter(binding -> binding.criteria().isEmpty())
                .findFirst()
                .ifPresent(ordered::add);
        IamRoles roles = new IamRoles(rbac.get("roles"), report, texts, providers);
        for (int i = 0; i < ordered.size(); i++) {
            rule("binding-" + (i + 1), ordered.get(i), ordered.subList(0, i), roles, rbac.get("token_max_expiration"));
        }
    }

    /** Those that count whatever a binding with unknown criteria may be: under strict the ones before it, or else none. */
    private List<Binding> sure(List<Binding> bindings, boolean strict) {
        List<Binding> sure = new ArrayList<>();
        boolean known = bindings.stream().allMatch(Binding::known);
        boolean reached = !known && !strict;
        for (Binding binding : bindings) {
            reached |= !binding.known();
            boolean counts = known || (!reached && !binding.criteria().isEmpty());
            if (counts) {
                sure.add(binding);
            } else if (binding.known() && binding.account() != null) {
                report.left(
                        binding.setting(),
                        "is left out, since it would take in users of a binding that is left out: write a rule for it");
            }
        }
        return sure;
    }

    private Binding binding(Setting setting) {
        String account = texts.known(setting.get("user_account").text(""));
        List<Criterion> criteria = new ArrayList<>();
        List<String> roles = setting.get("roles").texts();
        for (Setting match : setting.get("match").items()) {
            Criterion criterion = criterion(match);
            if (criterion == null) {
                report.left(
                        setting,
                        "has a criterion that no rule can have (an expression, a template, a * or a claim of the"
                                + " sentinel), and is left out, with the bindings that count only where it does not:"
                                + " write rules for them");
                return new Binding(setting, null, roles, List.of(), false);
            }
            criteria.add(criterion);
        }
        Set<String> attributes = new LinkedHashSet<>();
        criteria.forEach(criterion -> attributes.add(criterion.attribute()));
        if (account == null || !accounts.contains(account)) {
            report.left(setting, "is of an account that was not carried over, and is left out");
            account = null;
        } else if (attributes.size() < criteria.size()) {
            report.left(setting, "wants two values of one claim, which one rule cannot, and is left out");
            account = null;
        }
        return new Binding(setting, account, roles, criteria, true);
    }

    private @Nullable Criterion criterion(Setting match) {
        String permission = match.get("permission").text();
        String claim = permission == null ? match.get("claim").text("") : "permissions";
        String value = permission == null ? match.get("value").text("") : permission;
        boolean known = !match.get("expr").isPresent()
                && !claim.isEmpty()
                && !Set.of("client_id", "also_known_as").contains(claim)
                && !value.isEmpty()
                && !value.contains("*")
                && !value.contains("{{");
        return known ? new Criterion(providers.attribute(claim), value) : null;
    }

    private void rule(String name, Binding binding, List<Binding> before, IamRoles roles, Setting longest) {
        String account = binding.account();
        if (account == null) {
            return;
        }
        if (providers.names().isEmpty()) {
            report.left(binding.setting(), "is left out, since no provider was carried over");
            return;
        }
        Setting own = binding.setting().get("token_max_expiration");
        Setting bound = own.isPresent() ? own : longest;
        Duration session = IamTexts.duration(bound.text());
        if (session == null && bound.isPresent()) {
            report.left(
                    binding.setting(),
                    "is left out, since " + bound.path() + " is no duration that is known here: write a rule for it");
            return;
        }
        Map<String, Object> give = roles.give(binding.setting(), binding.roles());
        Map<String, List<String>> not = exclusions(binding, before);
        if (give == null || not == null) {
            return;
        }
        Map<String, Object> condition = parts.section("rules", name, "if");
        condition.put("directory", providers.names());
        binding.criteria()
                .forEach(criterion -> parts.section("rules", name, "if", "attribute")
                        .put(criterion.attribute(), ImportedParts.literal(criterion.value())));
        not.forEach((attribute, values) ->
                parts.section("rules", name, "if", "not", "attribute").put(attribute, values));
        parts.section("rules", name, "give").put("account", account);
        parts.section("rules", name, "give").putAll(give);
        if (session != null) {
            parts.section("rules", name, "give").put("session", session.toSeconds() + "s");
        }
        report.carried(binding.setting(), "rules." + name);
    }

    /** What must not be met, so that no earlier binding counts; null when one always does. */
    private @Nullable Map<String, List<String>> exclusions(Binding binding, List<Binding> before) {
        Map<String, List<String>> not = new LinkedHashMap<>();
        for (Binding earlier : before) {
            List<Criterion> others = new ArrayList<>(earlier.criteria());
            others.removeAll(binding.criteria());
            if (others.isEmpty()) {
                report.stays(binding.setting(), "is never reached, for an earlier one has no other criteria");
                return null;
            }
            if (others.size() > 1) {
                report.add(
                        Outcome.CHANGED,
                        binding.setting().place(),
                        binding.setting().path(),
                        "does not hold for users who"
                                + " meet only some criteria of an earlier binding: look whether they need a rule");
            }
            for (Criterion other : others) {
                List<String> values = not.computeIfAbsent(other.attribute(), key -> new ArrayList<>());
                if (!values.contains(other.value())) {
                    values.add(ImportedParts.literal(other.value()));
                }
            }
        }
        return not;
    }
}
