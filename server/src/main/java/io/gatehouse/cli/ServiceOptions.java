package io.gatehouse.cli;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.SettingsOptions;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The options that say which service to run or to check: those of the keys of the configuration that have one. Each is stronger
 * than the same key elsewhere.
 */
final class ServiceOptions {
    private static final String USERS = "--users";

    /** The flags of the walkthrough's service, and the keys that they set. */
    private static final Map<String, String> WALKTHROUGH = Map.of(
            "-nats.url", "nats.url",
            "-nats.creds", "nats.creds",
            "-nats.user", "nats.user",
            "-nats.pass", "nats.password",
            "-issuer.seed", "issuer.seed",
            "-xkey.seed", "xkey.seed",
            "-signing.keys", "accounts");

    /** What options were given, as the keys that they set, in the order of the keys. */
    private final Map<String, Given> given = new LinkedHashMap<>();

    private final List<Placed> keys = SettingsLoader.keys();
    private @Nullable String users;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private record Given(String option, String value) {}

    /** Adds the options to a command. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        spec = command;
        OptionSpec file = option(value -> users = value, USERS, "-users")
                .paramLabel("FILE")
                .description("A users.json: makes a directory of type file with the name users.")
                .build();
        add(10, "%nConnection to nats-server:%n", Stream.empty(), "nats");
        add(
                20,
                "%nKeys (a file when there is such a file, otherwise the seed itself):%n",
                Stream.empty(),
                "issuer",
                "xkey",
                "accounts");
        add(30, "%nUsers and operation:%n", Stream.of(file), "http", "log");
    }

    private void add(int order, String heading, Stream<OptionSpec> more, String... sections) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .exclusive(false)
                .validate(false)
                .order(order)
                .heading(heading);
        more.forEach(group::addArg);
        for (Placed placed : keys) {
            Key.Option option = placed.key().option();
            if (option != null && List.of(sections).contains(placed.segments().get(0))) {
                group.addArg(option(placed, option));
                WALKTHROUGH.forEach((flag, path) -> {
                    if (path.equals(placed.path())) {
                        group.addArg(walkthrough(flag, path));
                    }
                });
            }
        }
        spec.addArgGroup(group.build());
    }

    private OptionSpec option(Placed placed, Key.Option option) {
        OptionSpec.Builder builder = option(
                        value -> give(placed.path(), option.name(), value),
                        option.names().toArray(String[]::new))
                .paramLabel(option.label())
                .description(option.description());
        List<String> choices = placed.key().choices();
        if (!choices.isEmpty()) {
            builder.completionCandidates(choices);
        }
        if (choices.contains("true")) {
            builder.arity("0..1").fallbackValue("true");
        }
        return builder.build();
    }

    /** An empty value of one of these flags is its default: not given. */
    private OptionSpec walkthrough(String flag, String path) {
        Consumer<String> giveUnlessEmpty = value -> {
            if (!value.isEmpty()) {
                give(path, flag, value);
            }
        };
        return option(giveUnlessEmpty, flag, "-" + flag).hidden(true).build();
    }

    private void give(String path, String option, String value) {
        given.put(path, new Given(option, value));
    }

    private static OptionSpec.Builder option(Consumer<String> consumer, String... names) {
        return OptionSpec.builder(names).type(String.class).setter(new ISetter() {
            @Override
            public <T> @Nullable T set(@Nullable T value) {
                if (value != null) {
                    consumer.accept(value.toString());
                }
                return value;
            }
        });
    }

    /** Reads the file, the environment and these options into settings. */
    GatehouseSettings load(ProcessContext context, SettingsLoader loader) {
        return loader.load(file(context));
    }

    /** The configuration file; null when none is given. */
    @Nullable Path file(ProcessContext context) {
        return settings.file(context);
    }

    /** The users file, when that is given and there is neither a configuration file nor the issuer's key; else null. */
    @Nullable String usersAlone(ProcessContext context, SettingsLoader loader) {
        return file(context) != null || loader.givesIssuer() ? null : users;
    }

    /** Knows these options, and may be told more. */
    SettingsLoader loader(ProcessContext context) {
        SettingsLoader loader = settings.loader(context);
        given.forEach((path, value) -> loader.option(path, value.option(), value.value()));
        if (users != null) {
            loader.users(USERS, users);
        }
        return loader;
    }
}
