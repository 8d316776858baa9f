package io.gatehouse.policy.rule;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.config.Suggestion;
import io.gatehouse.config.Values;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.rule.Effect.Kind;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.template.Template;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a rule gives. */
final class EffectReader {
    /** What a denial has no use for. */
    private static final List<Entry> GRANTS = EffectKeys.SECTION.entries().stream()
            .filter(each -> !Set.of(EffectKeys.LOG.name(), EffectKeys.REFUSE.name(), EffectKeys.SILENT.name())
                    .contains(each.name()))
            .toList();

    /** What a scope says in place of the user JWT. */
    private static final List<Entry> OF_SCOPES = List.of(
            EffectKeys.PERMISSIONS,
            EffectKeys.INBOX,
            EffectKeys.SUBS,
            EffectKeys.DATA,
            EffectKeys.PAYLOAD,
            EffectKeys.NAME);

    private final Values rule;
    private final Values in;
    private final Map<String, Account.Keyed> accounts;
    private final Set<String> certificateFields;

    /**
     * @param accounts the accounts of operator mode; empty in config mode
     * @param certificateFields the fields that certificates can have; empty when that is not known
     */
    EffectReader(Values rule, Map<String, Account.Keyed> accounts, Set<String> certificateFields) {
        this.rule = rule;
        this.in = rule.in(EffectKeys.SECTION);
        this.accounts = accounts;
        this.certificateFields = certificateFields;
    }

    Effect read() {
        requireSome();
        Values permissions = in.in(EffectKeys.PERMISSIONS);
        Values publish = permissions.in(EffectKeys.PUB);
        Values subscribe = permissions.in(EffectKeys.SUB);
        return new Effect(
                kind(),
                accounts(),
                new SubjectTemplates(templates(publish, EffectKeys.PUB_ALLOW), templates(publish, EffectKeys.PUB_DENY)),
                new SubjectTemplates(
                        templates(subscribe, EffectKeys.SUB_ALLOW), templates(subscribe, EffectKeys.SUB_DENY)),
                bounds(permissions.in(EffectKeys.RESP)),
                templates(in, EffectKeys.TAGS),
                role(),
                in.find(EffectKeys.INBOX) != null,
                name(),
                in.get(EffectKeys.LOG, ""));
    }

    private @Nullable Template name() {
        Template name = in.find(EffectKeys.NAME);
        if (name != null) {
            requireFields(in, EffectKeys.NAME, name);
        }
        return name;
    }

    private List<Template> templates(Values values, Key<List<Template>> key) {
        List<Template> templates = values.get(key, List.of());
        templates.forEach(each -> requireFields(values, key, each));
        return templates;
    }

    private void requireFields(Values values, Key<?> key, Template template) {
        for (String field : template.certificateFields()) {
            if (!certificateFields.isEmpty() && !certificateFields.contains(field)) {
                values.problem(key, "certificates have no field " + field + Suggestion.words(field, certificateFields));
            }
        }
    }

    /** A section with nothing in it is a slip, and never means nothing. */
    private void requireSome() {
        if (Section.of("", EffectKeys.SECTION).keys().stream().noneMatch(placed -> gives(rule, placed))) {
            rule.missing(EffectKeys.SECTION, "say what the rule gives, as in give: {account: APP}; or remove the rule");
            return;
        }
        Values permissions = in.in(EffectKeys.PERMISSIONS);
        requireKeys(in, EffectKeys.PERMISSIONS);
        List.of(EffectKeys.PUB, EffectKeys.SUB, EffectKeys.RESP).forEach(each -> requireKeys(permissions, each));
    }

    private static void requireKeys(Values in, Section section) {
        if (in.isEmpty(section)) {
            in.in(section).problem("has no keys below it; write one, or remove the key");
        }
    }

    private static boolean gives(Values in, Placed placed) {
        Values at = in;
        List<String> segments = placed.segments();
        for (String name : segments.subList(0, segments.size() - 1)) {
            at = at.in(name);
        }
        return at.gives(placed.key());
    }

    private Kind kind() {
        boolean refuse = in.get(EffectKeys.REFUSE);
        boolean silent = in.get(EffectKeys.SILENT);
        if (refuse && silent) {
            in.problem(EffectKeys.SILENT, "is the opposite of refuse, which answers: remove one of the two");
        }
        if (refuse || silent) {
            String reason = "has no use beside " + (refuse ? EffectKeys.REFUSE : EffectKeys.SILENT).name()
                    + ", which lets nobody in: remove it, or make a rule of its own of it";
            Section.of("", GRANTS.toArray(Entry[]::new)).keys().forEach(placed -> in.refuse(placed, reason));
        }
        return refuse ? Kind.REFUSE : silent ? Kind.SILENT : Kind.GRANT;
    }

    private List<Template> accounts() {
        List<Template> given = templates(in, EffectKeys.ACCOUNT);
        for (Template account : given) {
            String name = account.text();
            if (!accounts.isEmpty() && account.isConstant() && !isKnown(name)) {
                in.problem(
                        EffectKeys.ACCOUNT,
                        "there is no account " + name + " in the section accounts"
                                + Suggestion.words(name, accounts.keySet()));
            }
        }
        return given;
    }

    private boolean isKnown(String nameOrKey) {
        return accounts.containsKey(nameOrKey)
                || accounts.values().stream()
                        .anyMatch(account -> account.id().text().equals(nameOrKey));
    }

    private @Nullable String role() {
        String role = in.find(EffectKeys.ROLE);
        if (accounts.isEmpty()) {
            in.problem(EffectKeys.ROLE, "is for operator mode, where accounts have scoped signing keys: remove it");
        } else if (role != null
                && accounts.values().stream()
                        .noneMatch(account -> account.roles().containsKey(role))) {
            in.problem(EffectKeys.ROLE, "no account in the section accounts has a role " + role);
        }
        if (role != null) {
            Section.of("", OF_SCOPES.toArray(Entry[]::new))
                    .keys()
                    .forEach(placed -> in.refuse(
                            placed,
                            "cannot be beside a role, whose scope says what the user may: remove one of the two"));
        }
        return role;
    }

    private Bounds bounds(Values responses) {
        return new Bounds(
                in.get(EffectKeys.SUBS, UserLimits.NO_LIMIT),
                in.get(EffectKeys.DATA, UserLimits.NO_LIMIT),
                in.get(EffectKeys.PAYLOAD, UserLimits.NO_LIMIT),
                in.get(EffectKeys.SRC, Sources.ANY),
                in.get(EffectKeys.CONNECTION_TYPES, ConnectionTypes.ANY),
                hours(),
                responses(responses),
                session());
    }

    private Hours hours() {
        List<Hours.Window> windows = in.get(EffectKeys.TIMES, List.of());
        ZoneId zone = in.get(EffectKeys.TIMES_LOCATION, Hours.DEFAULT_ZONE);
        if (!in.gives(EffectKeys.TIMES)) {
            in.problem(EffectKeys.TIMES_LOCATION, "is the time zone of times, which are not given: remove it");
        }
        return windows.isEmpty() ? Hours.ANY : Hours.of(windows, zone);
    }

    private static @Nullable Responses responses(Values in) {
        if (!in.gives(EffectKeys.RESP_MAX) && !in.gives(EffectKeys.RESP_TTL)) {
            return null;
        }
        return new Responses(in.get(EffectKeys.RESP_MAX, 0), in.get(EffectKeys.RESP_TTL, Duration.ZERO));
    }

    private @Nullable SessionLength session() {
        Duration session = in.find(EffectKeys.SESSION);
        int jitter = in.get(EffectKeys.SESSION_JITTER, 0);
        if (!in.gives(EffectKeys.SESSION)) {
            in.problem(EffectKeys.SESSION_JITTER, "is of session, which is not given: write it, or remove this");
        }
        return session == null ? null : new SessionLength(session, jitter);
    }
}
