package io.gatehouse.cli.process;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which configuration is meant: its file, and any of its keys. */
@Command
public final class SettingsOptions {
    private final Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = 1,
            description = "The configuration file, gatehouse.yaml. Options override it.")
    private @Nullable Path config;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 2,
            description = "Sets any key of the configuration, as in --set callout.budget=1s. May be repeated.")
    void set(List<String> pairs) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--set needs a key and a value: --set " + shown(pair) + "=VALUE");
            }
            set.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    /** What is not a key may be a secret. */
    private static String shown(String text) {
        return SettingsLoader.keys().stream().map(Placed::path).anyMatch(text::equals) ? text : "KEY";
    }

    /** The configuration file; null when none is given. */
    public @Nullable Path file(ProcessContext context) {
        return config == null ? null : context.workingDirectory().resolve(config);
    }

    /** The option for the file as another command takes it, with a space behind it; empty when none is given. */
    public String given() {
        return config == null ? "" : ShellWords.of("-c", config) + " ";
    }

    /** Knows the environment and the keys that are set, and may be told more. */
    public SettingsLoader loader(ProcessContext context) {
        SettingsLoader loader = new SettingsLoader(context.environment(), context.workingDirectory());
        set.forEach(loader::set);
        return loader;
    }
}
