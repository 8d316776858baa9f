package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.nkey.NkeyFile;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.watch.SingleFileMount;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.service.GatehouseSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks users.json: whether it can be used, likely mistakes, and users who could never be let in. */
final class UsersCheck {
    private UsersCheck() {}

    /** The users of all directories that are files; null when a file cannot be used. */
    static @Nullable CheckedUsers run(GatehouseSettings settings, Clock clock, Findings findings) {
        List<CheckedUsers.CheckedFile> files = new ArrayList<>();
        boolean usable = true;
        for (GatehouseSettings.NamedFile file : settings.fileDirectories()) {
            Path path = file.path();
            UsersFile users = run(path, file.before(), findings);
            if (users == null || !fits(users, file.keys(), findings)) {
                usable = false;
            } else {
                files.add(checked(users, file.names(), settings, clock, findings));
            }
            SingleFileMount.warning(path).ifPresent(findings::warn);
        }
        for (GatehouseSettings.NamedUsers configured : settings.configuredUsers()) {
            files.add(checked(configured.users(), configured.names(), settings, clock, findings));
        }
        return usable ? new CheckedUsers(files) : null;
    }

    /** Whether a file of users with nkeys can be one directory with those of the configuration. */
    private static boolean fits(UsersFile users, @Nullable UsersFile keys, Findings findings) {
        if (keys == null) {
            return true;
        }
        long without = NkeyFile.withoutKeys(users);
        if (without > 0) {
            findings.warn(users.name() + ": " + without + (without == 1 ? " user" : " users")
                    + " without an nkey, who cannot log in here: its directory is of type nkey");
        }
        List<String> mistakes = NkeyFile.mistakes(keys, users);
        mistakes.forEach(findings::fail);
        return mistakes.isEmpty();
    }

    private static CheckedUsers.CheckedFile checked(
            UsersFile users, DirectoryNames names, GatehouseSettings settings, Clock clock, Findings findings) {
        CheckedUsers.CheckedFile checked = new CheckedUsers.CheckedFile(users, names);
        names.warnings(users.name(), users.identities()).forEach(findings::fail);
        NoAnswer.misplaced(users.name(), checked.identities(), policy(settings, clock))
                .forEach(findings::fail);
        return checked;
    }

    /**
     * The file by itself.
     *
     * @param before no users, in whose place those of the file come
     */
    static @Nullable UsersFile run(Path file, UsersFile before, Findings findings) {
        try {
            UsersFile users = UsersFile.readAfter(file, before);
            findings.ok(file + ": " + users.size() + " " + users.kind().word() + (users.size() == 1 ? "" : "s"));
            users.warnings().forEach(findings::warn);
            return users;
        } catch (UsersFileException e) {
            e.mistakes().forEach(findings::fail);
            return null;
        }
    }

    /** Decides as the service would that does not know yet which account it is in. */
    static Policy policy(GatehouseSettings settings, Clock clock) {
        AllowedAccounts allowed = new AllowedAccounts(settings.policy().allowedAccounts());
        return new Policy(
                settings.placement(allowed),
                clock,
                settings.policy().sessions(),
                settings.policy().templateValues(),
                settings.policy().with(CertificateReader.NONE));
    }
}
