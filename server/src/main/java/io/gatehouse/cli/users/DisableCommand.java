package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvException;
import picocli.CommandLine.Command;

/** {@code gatehouse users disable}. */
@Command(name = "disable", description = "Disables users: each is refused at its next login, and its record stays.")
final class DisableCommand extends NamedUsersCommand {
    DisableCommand(UserCommands users) {
        super(users, "Disabled");
    }

    @Override
    void on(Edit user) throws KvException, InterruptedException {
        user.changeAnyway(record -> record.with("disabled", "true"));
    }
}
