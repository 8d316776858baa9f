package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvException;
import picocli.CommandLine.Command;

/** {@code gatehouse users enable}. */
@Command(name = "enable", description = "Enables users who were disabled.")
final class EnableCommand extends NamedUsersCommand {
    EnableCommand(UserCommands users) {
        super(users, "Enabled");
    }

    @Override
    void on(Edit user) throws KvException, InterruptedException {
        user.changeAnyway(record -> record.without("disabled"));
    }
}
