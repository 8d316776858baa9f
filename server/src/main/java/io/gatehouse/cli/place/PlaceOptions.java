package io.gatehouse.cli.place;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that say where users, or tokens, are; they may stand before a command or behind it. */
@Command
public final class PlaceOptions {
    private static final String KV = "--kv";
    private static final String FILE = "--file";
    private static final String CONFIG = "--config";
    private static final String DIRECTORY = "--directory";

    private final String records;
    private final String format;
    private final Predicate<DirectorySettings> taken;
    private final Map<String, String> given = new HashMap<>();

    private final ConnectionOptions connection = new ConnectionOptions("--password");

    /**
     * @param records what is there, for messages
     * @param format the name of a file with them, for messages
     * @param taken whether they are what a directory has, so that they can be changed there
     */
    public PlaceOptions(String records, String format, Predicate<DirectorySettings> taken) {
        this.records = records;
        this.format = format;
        this.taken = taken;
    }

    /** Adds the options to a command. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        command.addOption(option("BUCKET", "The " + records + " of this KV bucket.", KV));
        command.addOption(option("FILE", "The " + records + " of this " + format + ".", FILE));
        command.addOption(
                option("FILE", "The configuration file, gatehouse.yaml, that has the directory.", "-c", CONFIG));
        command.addOption(option(
                "NAME",
                "A directory of the configuration file. May be left out where there is only one with " + records + ".",
                DIRECTORY));
        connection.addTo(command);
    }

    private OptionSpec option(String label, String description, String... names) {
        String key = names[names.length - 1];
        return OptionSpec.builder(names)
                .type(String.class)
                .scopeType(ScopeType.INHERIT)
                .paramLabel(label)
                .description(description)
                .setter(new ISetter() {
                    @Override
                    public <T> @Nullable T set(@Nullable T value) {
                        if (value != null) {
                            given.put(key, value.toString());
                        }
                        return value;
                    }
                })
                .build();
    }

    /**
     * Where they are.
     *
     * @param spec of the command, for messages
     * @throws ParameterException when the options do not say it
     */
    public Place read(ProcessContext context, CommandSpec spec) {
        if (Stream.of(KV, FILE, CONFIG).filter(given::containsKey).count() != 1) {
            throw wrong(spec, "say where the " + records + " are, once: --kv BUCKET, --file FILE, or -c FILE");
        }
        if (given.containsKey(DIRECTORY) && !given.containsKey(CONFIG)) {
            throw wrong(spec, "--directory is the name of a directory in a configuration file; give that with -c");
        }
        Path folder = context.workingDirectory();
        String file = given.get(FILE);
        String bucket = given.get(KV);
        if (file != null) {
            return new Place.InFile(folder.resolve(file), file);
        }
        if (bucket != null) {
            return new Place.InBucket(
                    new BucketSettings(records, name(bucket, spec), connection.read(context), NameForm.EXACT));
        }
        GatehouseSettings settings =
                new SettingsLoader(context.environment(), folder).load(folder.resolve(given.getOrDefault(CONFIG, "")));
        return place(directory(settings.directories(), spec), settings.nats(), context);
    }

    private static String name(String given, CommandSpec spec) {
        try {
            return BucketKeys.bucket(given);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, "--kv: " + e.getMessage());
        }
    }

    private DirectorySettings directory(List<DirectorySettings> all, CommandSpec spec) {
        String named = given.get(DIRECTORY);
        List<DirectorySettings> meant = all.stream().filter(taken).toList();
        if (named == null && (meant.size() == 1 || all.size() == 1)) {
            return meant.isEmpty() ? all.get(0) : meant.get(0);
        }
        String names =
                String.join(", ", all.stream().map(DirectorySettings::name).toList());
        if (named == null) {
            throw wrong(spec, "say which directory with --directory: " + names);
        }
        return all.stream()
                .filter(one -> one.name().equals(named))
                .findFirst()
                .orElseThrow(() -> wrong(spec, "there is no directory " + named + ": " + names));
    }

    private Place place(DirectorySettings one, NatsSettings own, ProcessContext context) {
        if (!taken.test(one)) {
            throw new RecordsFailure("directory " + one.name() + " is of type "
                    + one.type().type() + ", whose " + records + " are changed elsewhere");
        }
        Path path = WatchKeys.path(one.values());
        if (path != null) {
            return new Place.InFile(path, path.toString());
        }
        BucketSettings settings =
                BucketKeys.settings(one.name(), one.values(), own, one.names().form());
        return new Place.InBucket(
                connection.areGiven() ? settings.over(connection.read(context, settings.nats())) : settings);
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
