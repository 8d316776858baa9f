package io.gatehouse.cli;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.ServiceProcess;
import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.SeedMask;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.logging.Logging;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse run}: the service. */
@Command(
        name = "run",
        description = "Answers the authorization requests of nats-server until it is stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse run -c gatehouse.yaml",
            "  gatehouse run -c gatehouse.yaml --server tls://nats.example.com --http off",
            "  GATEHOUSE_XKEY_SEED=SX... gatehouse run -c gatehouse.yaml",
            "",
            "The flags of the example service in the NATS documentation work, too, as -flag value or -flag=value:",
            "  gatehouse run -nats.creds=auth.creds -issuer.seed=AUTH.nk -xkey.seed=SX... \\",
            "    -signing.keys=AAAA...:APP1.nk,ABBB...:APP2.nk -users=users.json",
            "  (-nats.url, -nats.user and -nats.pass too)",
            "",
            "SIGTERM or Ctrl-C stops it: it takes no new requests, answers those it has, and ends with exit code 0.",
            "SIGHUP makes it read the configuration and the users files of all directories again at once; no connection ends."
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    private final ProcessContext context;

    RunCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SettingsLoader loader = options.loader(context);
        GatehouseSettings settings;
        try {
            settings = options.load(context, loader);
        } catch (ConfigException e) {
            if (loader.logFormat(options.file(context)) == LogSettings.Format.JSON) {
                Logging.configure(new LogSettings(LogSettings.DEFAULT.level(), LogSettings.Format.JSON));
                e.problems().forEach(log::error);
                return Failures.exitCode(e);
            }
            throw e;
        }
        return run(settings);
    }

    /** A failure to start is a line of the log where that is JSON, since nothing else is read there. */
    private int run(GatehouseSettings settings) {
        try {
            return ServiceProcess.run(settings, context.environment());
        } catch (RuntimeException e) {
            if (settings.log().format() != LogSettings.Format.JSON) {
                throw e;
            }
            if (Failures.isToldInWords(e)) {
                SeedMask.of(String.valueOf(e.getMessage())).lines().forEach(log::error);
            } else {
                log.error("Gatehouse does not start", e);
            }
            return ExitCode.FAILED;
        }
    }

    /** What the options, the environment and the file say. */
    GatehouseSettings settings() {
        return options.load(context, options.loader(context));
    }
}
