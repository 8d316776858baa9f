package io.gatehouse.cli;

import io.gatehouse.config.GatehouseSettings;
import java.util.concurrent.Callable;
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
            "The flags of the NATS walkthrough's service are taken as they are, as -flag value or -flag=value:",
            "  gatehouse run -nats.creds=auth.creds -issuer.seed=AUTH.nk -xkey.seed=SX... \\",
            "    -signing.keys=AAAA...:APP1.nk,ABBB...:APP2.nk -users=users.json",
            "  (-nats.url, -nats.user and -nats.pass too)",
            "",
            "SIGTERM or Ctrl-C stops it: it takes no new requests, answers those it has, and ends with exit code 0.",
            "SIGHUP has it read the users file again at once; it ends nothing."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    private final Surroundings surroundings;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Service.run(settings());
    }

    /** What the options, the environment and the file say. */
    GatehouseSettings settings() {
        return options.load(surroundings);
    }
}
