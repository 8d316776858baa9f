package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.GatehouseSettings;

/** Config mode: whether users.json places users in the callout's account or the system account. */
final class OwnPlacesCheck {
    private final AllowedAccounts allowed;
    private final Findings findings;

    OwnPlacesCheck(GatehouseSettings settings, Findings findings) {
        this.allowed = new AllowedAccounts(settings.policy().allowedAccounts());
        this.findings = findings;
    }

    /** The account that asks the callout: on older servers its users can read everybody's requests. */
    void ours(CheckedUsers users, String account) {
        check(
                users,
                account,
                "the account that asks the callout. On older nats-servers its users can read everybody's logins");
    }

    /** The system account. */
    void system(CheckedUsers users, String account) {
        check(users, account, "the system account. Its users can see and stop everything");
    }

    /** Where the account is not allowed at all, it was said of users.json already. */
    private void check(CheckedUsers users, String account, String what) {
        if (!users.accounts().contains(account) || !allowed.allows(account)) {
            return;
        }
        if (allowed.names(account)) {
            findings.warn(
                    "users.json places users in " + account + ", " + what
                            + ". They are let in, because callout.allowed_accounts names it",
                    "remove it there, and give these users another account, unless they are meant to be in it");
        } else {
            findings.fail(
                    "users.json places users in " + account + ", " + what,
                    "give these users another account, and list the accounts that users may be in as"
                            + " callout.allowed_accounts");
        }
    }
}
