package io.gatehouse.cli.check;

import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.GatehouseSettings;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks the rules against what there is: accounts to give, and groups that users are in. */
final class RulesCheck {
    private final GatehouseSettings settings;
    private final Findings findings;

    RulesCheck(GatehouseSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /**
     * Warns of groups that nobody is in, as far as that is known.
     *
     * @param users those of files; null when one cannot be used
     */
    void groups(@Nullable CheckedUsers users) {
        boolean allKnown = users != null && settings.directories().stream().allMatch(RulesCheck::isLocal);
        if (users == null || !allKnown || users.identities().findAny().isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        users.identities().forEach(user -> known.addAll(user.groups()));
        settings.unknownGroups(known).forEach(findings::warn);
    }

    private static boolean isLocal(DirectorySettings one) {
        DirectoryType type = one.type();
        boolean ours = type instanceof FileDirectoryType
                || type instanceof NkeyDirectoryType
                || type instanceof TokenDirectoryType;
        return ours && !BucketKeys.areOf(type, one.values());
    }

    /** Config mode: accounts that users may not be placed in. */
    void allowedAccounts() {
        AllowedAccounts allowed = new AllowedAccounts(settings.policy().allowedAccounts());
        settings.policy().rules().accounts().forEach((account, rules) -> {
            if (!allowed.allows(account)) {
                findings.fail(
                        given(account, rules)
                                + ", where users may not be placed: callout.allowed_accounts does not name it",
                        "add it there, or correct the rule");
            }
        });
    }

    /** Config mode: accounts that the server does not have. */
    void serverAccounts(ServerConf conf) {
        settings.policy().rules().accounts().forEach((account, rules) -> {
            if (!conf.accounts().containsKey(account) && !account.equals(conf.systemAccount())) {
                findings.fail(
                        given(account, rules)
                                + ", which is not in the server's configuration, so that the server refuses whom it is"
                                + " given to",
                        "add it to accounts, or correct the rule");
            }
        });
    }

    private static String given(String account, Set<String> rules) {
        return "rules." + String.join(", rules.", rules) + (rules.size() == 1 ? " gives" : " give") + " the account "
                + account;
    }
}
