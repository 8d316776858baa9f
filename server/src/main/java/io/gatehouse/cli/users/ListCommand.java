package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.Quoted;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse users list}. */
@Command(
        name = "list",
        description = "Lists the users by name, one a line: name, account, and what keeps the user from logging in.")
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    ListCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        users.with(store -> new TreeMap<>(store.all(read -> {})).forEach((name, stored) -> print(name, stored, out)));
        return ExitCode.OK;
    }

    private static void print(String name, Stored stored, PrintWriter out) {
        String json = stored.json();
        if (json != null) {
            out.println(Quoted.of(name) + "  " + words(name, json));
        }
    }

    private static String words(String name, String json) {
        try {
            FileUser user = UserRecords.readOnce(name, name, json.getBytes(StandardCharsets.UTF_8), 0);
            Entitlement entitlement = user.entitlement();
            Instant end = entitlement.expiresAt();
            String words = entitlement.account().isEmpty() ? "-" : entitlement.account();
            words += entitlement.disabled() ? "  disabled" : "";
            words += end != null && !end.isAfter(Clock.systemUTC().instant()) ? "  expired" : "";
            return words + (user.password() == null && user.nkeys().isEmpty() ? "  neither password nor nkey" : "");
        } catch (UsersFileException e) {
            return "-  its record cannot be used";
        }
    }
}
