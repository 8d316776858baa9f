package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvException;
import picocli.CommandLine.Command;

/** {@code gatehouse users remove}. */
@Command(name = "remove", description = "Removes users, and in a bucket all that was stored of them before.")
final class RemoveCommand extends NamedUsersCommand {
    RemoveCommand(UserCommands users) {
        super(users, "Removed");
    }

    @Override
    void on(Edit user) throws KvException, InterruptedException {
        user.remove();
    }
}
