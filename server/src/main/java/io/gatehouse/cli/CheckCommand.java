package io.gatehouse.cli;

import io.gatehouse.cli.check.CheckRun;
import io.gatehouse.cli.check.finding.Finding.Level;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.finding.FindingsJson;
import io.gatehouse.cli.place.SystemCreds;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.config.ConfigException;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.transport.Probe;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse check}: preflight. */
@Command(
        name = "check",
        description = {
            "Finds mistakes before they cause trouble, and says how to correct them: in the configuration, the keys,"
                    + " users.json, the accounts' JWTs or nats-server's configuration, and at the running nats-server.",
            "With --users, and without -c and keys, it checks that file only. It takes the options of gatehouse run, and"
                    + " these:"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse check -c gatehouse.yaml",
            "  gatehouse check -c gatehouse.yaml --offline --server-conf /etc/nats/server.conf",
            "  gatehouse check -c gatehouse.yaml --sys-creds sys.creds",
            "  gatehouse check --users users.json --json",
            "",
            "At the running nats-server, an unknown client tries to log in, to see what the server asks. If no instance"
                    + " answers yet, a client without any permissions logs in to each account for a moment. Running"
                    + " instances are not affected.",
            "If there is a nats-server program (GATEHOUSE_NATS_SERVER, or on the PATH), its own check of --server-conf"
                    + " is printed, too: nats-server -t.",
            "",
            "Exit codes: 0 nothing failed (there may be warnings), 1 something failed, 2 the command line is wrong."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(names = "--offline", order = 3, description = "Do not connect to anything.")
    private boolean offline;

    @Option(
            names = "--server-conf",
            order = 4,
            paramLabel = "FILE",
            description = "nats-server's configuration file, to compare with.")
    private @Nullable String serverConf;

    @Mixin
    private SystemCreds systemCreds = new SystemCreds();

    @Option(
            names = "--account-jwt",
            order = 6,
            paramLabel = "FILE",
            split = ",",
            description = "Account JWTs to compare with. May be repeated.")
    private @Nullable List<String> accountJwts;

    @Option(names = "--json", order = 7, description = "Print the findings as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    CheckCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Findings findings = new Findings(json ? finding -> {} : out::println);
        int code = check(findings);
        if (json) {
            out.println(FindingsJson.of(findings, code));
        } else {
            out.println();
            out.println(findings.summary());
        }
        return code;
    }

    private int check(Findings findings) throws InterruptedException {
        try {
            SettingsLoader loader = options.loader(context);
            String users = options.usersAlone(context, loader);
            if (users == null) {
                new CheckRun(settings(loader), context.environment(), Clock.systemUTC(), findings)
                        .run(offline ? null : new Probe.Live());
            } else {
                loader.verifyOptions();
                CheckRun.users(context.workingDirectory().resolve(users), findings);
            }
        } catch (ConfigException e) {
            e.problems().forEach(findings::fail);
            CheckRun.skipAll(findings);
            return Failures.exitCode(e);
        }
        return findings.count(Level.FAIL) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private GatehouseSettings settings(SettingsLoader loader) {
        give(loader, "check.server_conf", "--server-conf", serverConf);
        systemCreds.giveTo(loader);
        give(loader, "check.account_jwts", "--account-jwt", accountJwts == null ? null : String.join(",", accountJwts));
        return options.load(context, loader);
    }

    private static void give(SettingsLoader loader, String path, String option, @Nullable String value) {
        if (value != null) {
            loader.option(path, option, value);
        }
    }
}
