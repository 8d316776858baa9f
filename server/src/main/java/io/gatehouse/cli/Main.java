package io.gatehouse.cli;

import io.gatehouse.cli.audit.AuditCommand;
import io.gatehouse.cli.convert.ImportSettingsCommand;
import io.gatehouse.cli.explain.ExplainCommand;
import io.gatehouse.cli.keys.KeysCommand;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.sessions.KickCommand;
import io.gatehouse.cli.sessions.SessionsCommand;
import io.gatehouse.cli.tokens.TokensCommand;
import io.gatehouse.cli.users.UserCommands;
import io.gatehouse.crypto.Ed25519;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Where the process begins. */
public final class Main {
    private static final int HELP_WIDTH = 100;

    /** Commands that tell of the others. */
    private static final Set<String> NEED_ALL = Set.of("help", "completion");

    /** For how long Java takes a name that had no address for one that has none. */
    private static final String NAMES_WITHOUT_ADDRESS = "networkaddress.cache.negative.ttl";

    private Main() {}

    public static void main(String[] args) {
        // Ten seconds by default: after the return of DNS nothing could be connected to for as long.
        Security.setProperty(NAMES_WITHOUT_ADDRESS, "1");
        if (args.length > 0 && args[0].equals("run")) {
            Ed25519.fastest(); // is chosen on a thread of its own while the command line and the settings are read
        }
        System.exit(commandLine(ProcessContext.ofProcess(), args).execute(args));
    }

    /** The command line, with the command that the arguments name, or with all of them when they name none. */
    static CommandLine commandLine(ProcessContext context, String... args) {
        Map<String, Supplier<Object>> commands = commands(context);
        Supplier<Object> named = args.length == 0 || NEED_ALL.contains(args[0]) ? null : commands.get(args[0]);
        if (named != null) {
            // Looking at the other commands would cost time at every start.
            return commandLine(args[0], named.get());
        }
        CommandLine line = new CommandLine(new Gatehouse());
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return configured(line);
    }

    /** The command line with one command only, which may be a program of its own. */
    public static CommandLine commandLine(String name, Object command) {
        return configured(new CommandLine(new Gatehouse()).addSubcommand(name, command));
    }

    private static CommandLine configured(CommandLine line) {
        line.getSubcommands().values().forEach(GoFlags::accept);
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setHelpFactory(new HelpTexts())
                .setParameterExceptionHandler(new Failures())
                .setExecutionExceptionHandler(new Failures());
    }

    private static Map<String, Supplier<Object>> commands(ProcessContext context) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(context));
        commands.put("init", () -> new InitCommand(context));
        commands.put("import", () -> new ImportSettingsCommand(context));
        commands.put("check", () -> new CheckCommand(context));
        commands.put("explain", () -> new ExplainCommand(context));
        commands.put("hash", () -> new HashCommand(context));
        commands.put("users", () -> UserCommands.commandLine(context));
        commands.put("tokens", () -> TokensCommand.commandLine(context));
        commands.put("audit", () -> AuditCommand.commandLine(context));
        commands.put("sessions", () -> new SessionsCommand(context));
        commands.put("kick", () -> new KickCommand(context));
        commands.put("keys", () -> KeysCommand.commandLine(context));
        commands.put(DemoCommand.NAME, DemoCommand::elsewhere);
        commands.put("load", LoadCommand::new);
        commands.put("build", BuildCommand::new);
        commands.put("train", TrainCommand::new);
        commands.put("dist", DistCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("version", VersionCommand::new);
        commands.put("help", HelpCommand::new);
        return commands;
    }
}
