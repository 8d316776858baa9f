package io.gatehouse.policy.rule;

import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.template.PrivateInbox;
import io.gatehouse.policy.template.Template;
import io.gatehouse.policy.template.TemplateException;
import io.gatehouse.policy.template.TemplatePlace;
import io.gatehouse.policy.template.ValueHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what an identity may: fills the templates of the rules that hold for a login, and adds what its directory
 * states, which counts as one rule more. Used once.
 */
public final class Assembly {
    private final MergedRules merged;
    private final RuleSet rules;
    private final IdentityFacts identity;
    private final LoginValues login;
    private final ValueHandling handling;
    private final @Nullable Entitlement stated;
    private final Bounds bounds;

    /**
     * @param rules all rules, of which the merged ones hold
     * @param login null where no template takes anything of it
     */
    public Assembly(
            MergedRules merged,
            RuleSet rules,
            IdentityFacts identity,
            @Nullable LoginFacts login,
            ValueHandling handling) {
        this.merged = merged;
        this.rules = rules;
        this.identity = identity;
        this.login = LoginValues.of(identity, login);
        this.handling = handling;
        this.stated = identity.entitlement();
        this.bounds = stated == null ? merged.bounds() : merged.bounds().and(Bounds.of(stated));
    }

    /** What has nothing in common in the rules, as a text for the log; empty when everything has. */
    public String exclusion() {
        if (bounds.sources() == null) {
            return "the rules and what the directory states have no source address in common";
        }
        return bounds.types() == null
                ? "the rules and what the directory states have no type of connection in common"
                : "";
    }

    /** The names or public keys of all accounts that the user may be placed in; true for those that a value is a part of. */
    public Map<String, Boolean> accounts() throws TemplateException {
        Map<String, Boolean> accounts = new TreeMap<>();
        for (Template template : merged.accounts()) {
            for (String name : template.expand(login, TemplatePlace.ACCOUNT, handling)) {
                accounts.merge(name, !template.isConstant(), Boolean::logicalAnd);
            }
        }
        if (stated != null && !stated.account().isEmpty()) {
            accounts.put(stated.account(), false);
        }
        return accounts;
    }

    /** The role; null when there is none. */
    public @Nullable String role() throws RuleConflictException {
        Set<String> roles = new TreeSet<>(merged.roles());
        if (stated != null && stated.role() != null) {
            roles.add(stated.role());
        }
        if (roles.size() > 1) {
            throw new RuleConflictException("there is more than one role (" + String.join(", ", roles)
                    + "): let the rules hold for different users, or make one role of them");
        }
        String role = roles.isEmpty() ? null : roles.iterator().next();
        if (role != null && givesRights()) {
            throw new RuleConflictException("there are permissions, limits, an inbox or a name beside the role " + role
                    + ", whose scope says what the user may: let the rules hold for different users");
        }
        return role;
    }

    /** Whether anything is given that only a user JWT with permissions of its own can carry. */
    private boolean givesRights() {
        return namesPermissions() || bounds.areLimited() || !merged.names().isEmpty();
    }

    /** Whether anything is said of publishing, subscribing or responses. */
    private boolean namesPermissions() {
        return merged.privateInbox()
                || !merged.publish().isEmpty()
                || !merged.subscribe().isEmpty()
                || bounds.responses() != null
                || !statedSide(true).isEverything()
                || !statedSide(false).isEverything();
    }

    private SubjectSet statedSide(boolean publish) {
        if (stated == null) {
            return SubjectSet.EVERYTHING;
        }
        return publish ? stated.permissions().publish() : stated.permissions().subscribe();
    }

    /**
     * What the user may in an account.
     *
     * @param subject the account's public key; empty in config mode
     * @param scoped whether the key that signs says itself what the user may
     */
    public RuledRights in(String account, String subject, @Nullable String role, boolean scoped)
            throws TemplateException, RuleConflictException {
        LoginValues placed = login.withAccount(account, subject);
        List<String> tags = tags(placed);
        boolean bySigner = scoped && !namesPermissions();
        UserPermissions permissions = bySigner ? UserPermissions.UNRESTRICTED : permissions(placed.withTags(tags));
        Entitlement entitlement = new Entitlement(
                name(placed, scoped),
                account,
                role,
                permissions,
                limits(),
                marked(tags),
                bounds.types() == null ? ConnectionTypes.ANY : bounds.types(),
                stated != null && stated.bearerToken(),
                stated != null && stated.proxyRequired(),
                stated != null && stated.disabled(),
                null,
                stated == null ? null : stated.expiresAt());
        return new RuledRights(entitlement, bounds.session());
    }

    private UserLimits limits() {
        Sources sources = bounds.sources() == null ? Sources.ANY : bounds.sources();
        return new UserLimits(bounds.subs(), bounds.data(), bounds.payload(), sources, bounds.hours());
    }

    private String name(LoginValues values, boolean scoped) throws TemplateException, RuleConflictException {
        if (merged.names().isEmpty()) {
            return identity.name();
        }
        if (scoped) {
            throw new RuleConflictException("a name is given under a scoped key, whose templates take the user's own:"
                    + " remove it, or let the rule hold for users of other accounts");
        }
        List<String> names = Template.expandAll(merged.names(), values, TemplatePlace.NAME, handling);
        if (names.size() > 1) {
            throw new RuleConflictException(
                    "there is more than one name to show a connection as: let one rule give it");
        }
        return names.get(0);
    }

    private List<String> tags(LoginValues values) throws TemplateException {
        Set<String> tags = new TreeSet<>(values.tags());
        for (String tag : Template.expandAll(merged.tags(), values, TemplatePlace.TAG, handling)) {
            tags.add(tag.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(tags);
    }

    /** Templates take nothing of the marks. */
    private List<String> marked(List<String> tags) {
        if (identity.marks().isEmpty()) {
            return tags;
        }
        List<String> all = new ArrayList<>(tags);
        all.addAll(identity.marks());
        return all;
    }

    private UserPermissions permissions(LoginValues values) throws TemplateException, RuleConflictException {
        Side publish = side(merged.publish(), statedSide(true), values);
        Side subscribe = side(merged.subscribe(), statedSide(false), values);
        if (rules.givesPrivateInboxes()) {
            publish.deny().addAll(PrivateInbox.INBOXES);
            inbox(subscribe, values);
        }
        return new UserPermissions(publish.subjects(), subscribe.subjects(), bounds.responses());
    }

    private void inbox(Side subscribe, LoginValues values) throws TemplateException, RuleConflictException {
        if (!merged.privateInbox()) {
            subscribe.deny().addAll(PrivateInbox.INBOXES);
            return;
        }
        List<String> own = Template.expandAll(PrivateInbox.subscribe(), values, TemplatePlace.SUBJECT, handling);
        String others = PrivateInbox.opensOthers(subscribe.allow(), own);
        if (others != null) {
            throw new RuleConflictException(
                    "beside a private inbox, permissions.sub.allow of a rule or of the directory"
                            + " opens other inboxes as well: a subject that begins with > or *, or _INBOX of somebody else");
        }
        subscribe.allow().addAll(own);
    }

    private Side side(SubjectTemplates templates, SubjectSet said, LoginValues values) throws TemplateException {
        Side side = new Side(
                new TreeSet<>(said.rules().allow()), new TreeSet<>(said.rules().deny()));
        side.allow.addAll(Template.expandAll(templates.allow(), values, TemplatePlace.SUBJECT, handling));
        side.deny.addAll(Template.expandAll(templates.deny(), values, TemplatePlace.SUBJECT, handling));
        return side;
    }

    /** The subjects of one side, to be added to. */
    private record Side(Set<String> allow, Set<String> deny) {
        /** To nats-server a side without an allowed subject would be open. */
        private SubjectSet subjects() {
            return allow.isEmpty() ? SubjectSet.NOTHING : SubjectSet.of(new ArrayList<>(allow), new ArrayList<>(deny));
        }
    }
}
