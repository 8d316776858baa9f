package io.gatehouse.cli.keys;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys status}. */
@Command(
        name = "status",
        description = {
            "Lists the keys, logins and certificates of a configuration, one a line: where it is configured, the public"
                    + " key, what it is used for, and when it expires.",
            "With credentials of the system account, it also says on how many servers the account's JWT has the key, and how"
                    + " many sessions the key has signed, and lists the accounts' other signing keys as not held here.",
            "Exit code 1 if logins fail because of one of them."
        })
final class KeyStatusCommand implements Callable<Integer> {
    @Mixin
    private KeysOptions options = new KeysOptions();

    @Option(names = "--offline", order = 6, description = "Do not connect to anything.")
    private boolean offline;

    @Option(names = "--json", order = 7, description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    KeyStatusCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    @SuppressWarnings("try") // closing may be interrupted
    public Integer call() throws InterruptedException {
        GatehouseSettings settings = options.load(context);
        Path creds = settings.check().sysCreds();
        if (offline || creds == null || !settings.operatorMode()) {
            return print(new KeyStatus(settings, null, Clock.systemUTC()).lines(), "");
        }
        try (SystemAccess servers = KeysOptions.access(settings.nats(), creds)) {
            return print(new KeyStatus(settings, servers, Clock.systemUTC()).lines(), "");
        } catch (SystemException e) {
            List<KeyLine> lines = new KeyStatus(settings, null, Clock.systemUTC()).lines();
            return print(
                    lines,
                    "the servers were not queried: " + e.getMessage() + "; "
                            + (e.isOfUser()
                                    ? "pass credentials of a user of the system account"
                                    : "check nats.url, and whether nats-server runs; --offline skips this"));
        }
    }

    private int print(List<KeyLine> lines, String problem) {
        PrintWriter out = spec.commandLine().getOut();
        boolean failing = !problem.isEmpty()
                || lines.stream().anyMatch(line -> !line.failing().isEmpty());
        if (json) {
            JsonWriter writer = new JsonWriter(2048).begin().name("keys").beginList();
            lines.forEach(line -> line.write(writer));
            writer.endList()
                    .optional("problem", problem.isEmpty() ? null : problem)
                    .end();
            out.println(new String(writer.toByteArray(), StandardCharsets.UTF_8));
        } else {
            lines.forEach(line -> out.println(line.text()));
            if (!problem.isEmpty()) {
                spec.commandLine().getErr().println(problem);
            }
        }
        return failing ? ExitCode.FAILED : ExitCode.OK;
    }
}
