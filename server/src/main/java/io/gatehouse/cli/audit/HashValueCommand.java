package io.gatehouse.cli.audit;

import io.gatehouse.audit.ValueHash;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.PasswordLines;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Secret;
import io.gatehouse.service.SettingsLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse audit hash}. */
@Command(
        name = "hash",
        description = {
            "Prints the hash that the audit log records for a value: a token, or with audit.hmac a name or an address.",
            "The key is the one in the configuration: audit.hmac_key_file or audit.hmac_key."
        })
final class HashValueCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "VALUE",
            arity = "0..1",
            description =
                    "The value. When left out, the first line of the standard input: better for a token, since other users of"
                            + " the machine may read command lines.")
    private @Nullable String value;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file, which is read for the key alone. The environment may give it, too.")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    HashValueCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        SettingsLoader loader = new SettingsLoader(context.environment(), context.workingDirectory());
        Secret key = loader.auditKey(
                config == null ? null : context.workingDirectory().resolve(config));
        if (key == null) {
            throw wrong("there is no key to hash with: give the configuration that has audit.hmac_key_file with -c");
        }
        spec.commandLine().getOut().println(new ValueHash(key).of(value == null ? piped() : value));
        return ExitCode.OK;
    }

    private String piped() throws IOException {
        String line;
        try {
            line = new PasswordLines(context.input()).next();
        } catch (IllegalArgumentException e) {
            throw wrong("the value " + e.getMessage());
        }
        if (line == null || line.isEmpty()) {
            throw wrong("no value was given; name it, or pipe it in on one line");
        }
        return line;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
