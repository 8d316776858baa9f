package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.directory.watch.SingleFileMount;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.text.NameForm;
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
            Path path = file.settings().path();
            UsersFile users = run(path, file.settings().form(), findings);
            if (users == null) {
                usable = false;
            } else {
                CheckedUsers.CheckedFile checked = new CheckedUsers.CheckedFile(users, file.names());
                files.add(checked);
                file.names().warnings(users.name(), users.identities()).forEach(findings::fail);
                NoAnswer.misplaced(users.name(), checked.identities(), policy(settings, clock))
                        .forEach(findings::fail);
            }
            SingleFileMount.warning(path).ifPresent(findings::warn);
        }
        return usable ? new CheckedUsers(files) : null;
    }

    /**
     * The file by itself.
     *
     * @param form of the users' names
     */
    static @Nullable UsersFile run(Path file, NameForm form, Findings findings) {
        try {
            UsersFile users = UsersFile.read(file, form);
            findings.ok(file + ": " + users.size() + (users.size() == 1 ? " user" : " users"));
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
                settings.policy().templateValues());
    }
}
