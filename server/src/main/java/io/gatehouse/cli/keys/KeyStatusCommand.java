package io.gatehouse.cli.keys;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.accounts.SystemRequests;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys status}. */
@Command(
        name = "status",
        description = {
            "Lists the keys, logins and certificates of a configuration, one a line: where it is configured, the public"
                    + " half, what it is used for, and when it ends.",
            "With credentials of the system account also on how many servers the account's JWT has the key, how many"
                    + " sessions it has signed, and the signing keys of the accounts that are not held here.",
            "Exit code 1 where logins fail by one of them."
        })
final class KeyStatusCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = 1,
            description = "The configuration file, gatehouse.yaml.")
    private @Nullable String config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 2,
            description = "Sets any key of the configuration. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--sys-creds",
            paramLabel = "FILE",
            order = 3,
            description = "Credentials of the system account, to ask the servers. Default: check.sys_creds.")
    private @Nullable String sysCreds;

    @Option(names = "--offline", order = 4, description = "Do not connect to anything.")
    private boolean offline;

    @Option(names = "--json", order = 5, description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    KeyStatusCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        SettingsLoader loader = new SettingsLoader(context.environment(), context.workingDirectory());
        set.forEach(loader::set);
        if (sysCreds != null) {
            loader.option("check.sys_creds", "--sys-creds", sysCreds);
        }
        GatehouseSettings settings =
                loader.load(config == null ? null : context.workingDirectory().resolve(config));
        Path creds = settings.check().sysCreds();
        if (offline || creds == null || !settings.operatorMode()) {
            return print(new KeyStatus(settings, null, Clock.systemUTC()).lines(), "");
        }
        try (SystemRequests servers = SystemRequests.connect(settings.nats(), creds)) {
            return print(new KeyStatus(settings, servers, Clock.systemUTC()).lines(), "");
        } catch (NoConnectionException e) {
            List<KeyLine> lines = new KeyStatus(settings, null, Clock.systemUTC()).lines();
            return print(lines, "the servers were not asked: " + e.getMessage());
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
