package io.gatehouse.cli;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse init}: all that a new deployment needs. */
@Command(
        name = "init",
        description = {
            "Creates a new deployment: keys, accounts, credentials, server.conf for nats-server, gatehouse.yaml and an"
                    + " example users.json.",
            "Key and credentials files get mode 0600. Nothing is ever overwritten, and a folder that is not empty is refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse init nats",
            "  gatehouse init nats --accounts ORDERS,BILLING --port 4333",
            "  gatehouse init nats --mode config",
            "",
            "Operator mode: an operator signs the accounts' JWTs; accounts can be added and changed without touching"
                    + " the server (nsc push). Config mode: accounts are in server.conf."
        })
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder to create.")
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "operator",
            description = "operator (default) or config.")
    private Mode mode = Mode.OPERATOR;

    @Option(
            names = "--accounts",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "APP1,APP2",
            description = "The application accounts, comma-separated. Default: APP1,APP2")
    private List<String> accounts = List.of();

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "Where nats-server listens. Default: 127.0.0.1")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "4222", description = "Its port. Default: 4222")
    private int port = 4222;

    @Option(names = "--no-xkey", description = "Do not seal requests and responses.")
    private boolean noXkey;

    @Option(
            names = "--default-sentinel",
            description =
                    "Operator mode: let clients log in without sentinel credentials (nats-server 2.11.2 or newer).")
    private boolean defaultSentinel;

    @Option(names = "--force", description = "Write into a folder that is not empty, beside what is there.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    InitCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            Path target = context.workingDirectory().resolve(dir);
            DeploymentOptions options = options();
            refuseOthersFolder(target);
            Deployment made = Deployment.create(target, options);
            nextSteps(made);
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException(
                    e.getFile() + " " + e.getReason() + "; nothing was written. Choose another folder.");
        } catch (IOException e) {
            throw new CommandFailedException(
                    dir + " could not be made: " + FileErrors.words(e) + "; nothing is left of it.");
        }
    }

    /** Keys would lie among files that may be meant for others. What {@code init} has made is refused where it writes. */
    private void refuseOthersFolder(Path target) throws IOException {
        if (force || !Files.isDirectory(target)) {
            return;
        }
        try (Stream<Path> files = Files.list(target)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
            if (!names.isEmpty() && names.stream().noneMatch(Deployment::isPart)) {
                throw new CommandFailedException(dir + " is not empty (" + shown(names)
                        + "); nothing was written. Choose another folder, or write beside what is there with --force.");
            }
        }
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(3, names.size()))) + (names.size() > 3 ? ", ..." : "");
    }

    private DeploymentOptions options() {
        try {
            return new DeploymentOptions(mode, accounts, host, port, !noXkey, defaultSentinel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void nextSteps(Deployment made) {
        PrintWriter out = spec.commandLine().getOut();
        boolean sentinel = mode == Mode.OPERATOR && !defaultSentinel;
        String creds = sentinel ? " --creds " + shown("creds/sentinel.creds") : "";
        String server = options().reachable() + creds;
        out.println("Made " + made.dir() + " (" + mode + " mode).");
        out.println();
        out.println("Next:");
        out.println("  nats-server -c " + shown("server.conf"));
        out.println("  " + ProcessContext.program() + " run -c " + shown("gatehouse.yaml"));
        out.println("  " + ProcessContext.program() + " check -c " + shown("gatehouse.yaml"));
        out.println();
        out.println("Then log in as alice (account " + accounts.get(0) + ") or bob (account "
                + accounts.get(accounts.size() - 1) + ", may use bob.> only):");
        // In the URL, because nats leaves the credentials out when it is given --user.
        out.println("  nats -s nats://alice:alice@" + server + " pub hello world");
        out.println("  nats -s nats://bob:bob@" + server + " pub bob.hello world");
        out.println();
        out.println("Their passwords are their names: change them in " + shown("users.json") + " ("
                + ProcessContext.program() + " hash).");
        out.println("Keep keys/ safe; the server does not need it, and the service only some of it.");
    }

    private String shown(String file) {
        return dir.resolve(file).toString();
    }
}
