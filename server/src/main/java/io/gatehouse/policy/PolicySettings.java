package io.gatehouse.policy;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.rule.RulesSection;
import io.gatehouse.policy.template.TemplateSettings;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds for all users, whatever directories state.
 *
 * @param allowedAccounts config mode: where users may be placed ({@link AllowedAccounts}); empty in operator mode
 * @param sessions the longest session
 * @param templateValues what becomes of values that templates and scoped keys put into subjects
 * @param rules what identities get beside what their directories state
 * @param separator what stands before the account that a login asks for
 */
public record PolicySettings(
        List<String> allowedAccounts,
        SessionLimit sessions,
        ValueHandling templateValues,
        RuleSet rules,
        AccountSeparator separator) {
    private static final Key<Duration> SESSION = Key.duration("session", "", "1s", "365d")
            .help("The longest session of anybody, from 1 s to 365 d, up to a tenth shorter at random: for users"
                    + " without a `session` of their own, and for those with a longer one. No bound when left out. A"
                    + " session's end is an authorization error to the client, which some libraries [do not survive"
                    + " often](clients.md#what-libraries-do-when-a-session-ends).");
    private static final Key<List<String>> ALLOWED_ACCOUNTS = Key.list("allowed_accounts", "")
            .help("Config mode: the accounts that users may be placed in. `*` is any account except `SYS`,"
                    + " `$SYS` and the one that the service itself is in, which must be named to be allowed. `*`"
                    + " when left out. A user of another account gets no answer. nats-server's own"
                    + " `allowed_accounts` does not limit this in config mode. In operator mode, `accounts` is the"
                    + " limit.");

    /** Their keys. */
    public static final Section SECTION = Section.of("callout", SESSION, ALLOWED_ACCOUNTS);

    public PolicySettings {
        allowedAccounts = List.copyOf(allowedAccounts);
    }

    /**
     * As it is configured.
     *
     * @param accounts the accounts of operator mode; empty in config mode
     * @param certificateFields the fields that certificates can have; empty when that is not known
     */
    public static PolicySettings read(Values root, Map<String, Account.Keyed> accounts, Set<String> certificateFields) {
        Values in = root.in(SECTION);
        Duration session = in.find(SESSION);
        if (!accounts.isEmpty()) {
            in.problem(
                    ALLOWED_ACCOUNTS,
                    "is for config mode; in operator mode users are placed only in the accounts of the section accounts:"
                            + " remove it");
        }
        return new PolicySettings(
                in.get(ALLOWED_ACCOUNTS, List.of()),
                session == null ? SessionLimit.NONE : SessionLimit.of(session),
                TemplateSettings.read(root).values(),
                RulesSection.read(root, accounts, certificateFields),
                AccountSeparator.read(root));
    }

    /** What is to be said of what this nats-server does not hold users to; null for nothing. */
    public @Nullable String warning(ServerVersion server) {
        return server.deniesWhatOverlaps() || !rules.deniesSubscriptions()
                ? null
                : "nats-server " + server + " lets who may subscribe to > or *.> hear what rules deny or keep for a"
                        + " private inbox, by a subscription such as *.*.*: 2.11.16, 2.12.7, 2.14.0 and newer ones do not";
    }

    /** The rules with what reads certificates for them. */
    public PolicyRules with(CertificateReader certificates) {
        return new PolicyRules(rules, separator, certificates);
    }
}
