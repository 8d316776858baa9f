package io.gatehouse.cli.check;

import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.directory.file.UsersFile;
import io.gatehouse.policy.AllowedAccounts;

/** Config mode: whether users.json places anybody where users can harm all others. */
final class OwnPlacesCheck {
    private final AllowedAccounts allowed;
    private final Findings findings;

    OwnPlacesCheck(GatehouseSettings settings, Findings findings) {
        this.allowed = new AllowedAccounts(settings.policy().allowedAccounts());
        this.findings = findings;
    }

    /** The account that asks the callout: on older servers its users can read everybody's requests. */
    void ours(UsersFile users, String account) {
        check(
                users,
                account,
                "the account that asks the callout, whose users can read other people's logins on some servers");
    }

    /** The system account. */
    void system(UsersFile users, String account) {
        check(users, account, "the system account, whose users can see and stop everything");
    }

    /** Where the account is not allowed at all, it was said of users.json already. */
    private void check(UsersFile users, String account, String what) {
        if (!users.accounts().contains(account) || !allowed.allows(account)) {
            return;
        }
        if (allowed.names(account)) {
            findings.warn(
                    "users.json places users in " + account + ", " + what + "; callout.allowed_accounts names it");
        } else {
            findings.fail("users.json places users in " + account + ", " + what
                    + ": correct users.json, and list the accounts that you mean in callout.allowed_accounts");
        }
    }
}
