package io.gatehouse.cli.place;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.config.Values;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that say how nats-server is reached, as the service has them. */
public final class ConnectionOptions {
    private record Given(String option, String value) {}

    /** Behind a command it is a user's public nkey. */
    private static final String NKEY = "--nkey";

    private final List<Placed> keys = Section.of("", NatsSection.CONNECTION).keys();
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Set<String> leftOut;

    /** @param leftOut options that mean something else for a command, or are no good on a command line */
    public ConnectionOptions(String... leftOut) {
        this.leftOut = Set.of(leftOut);
    }

    /** Adds the options to a command. */
    public void addTo(CommandSpec command) {
        for (Placed placed : keys) {
            Key.Option option = placed.key().option();
            if (option != null && option.names().stream().noneMatch(leftOut::contains)) {
                command.addOption(option(placed, option));
            }
        }
    }

    private OptionSpec option(Placed placed, Key.Option option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new))
                .type(String.class)
                .scopeType(option.names().contains(NKEY) ? ScopeType.LOCAL : ScopeType.INHERIT)
                .paramLabel(option.label())
                .description(option.description())
                .setter(new ISetter() {
                    @Override
                    public <T> @Nullable T set(@Nullable T value) {
                        if (value != null) {
                            given.put(placed.path(), new Given(option.name(), value.toString()));
                        }
                        return value;
                    }
                });
        List<String> choices = placed.key().choices();
        if (choices.contains("true")) {
            builder.completionCandidates(choices).arity("0..1").fallbackValue("true");
        }
        return builder.build();
    }

    /** What these options and the environment say. */
    public NatsSettings read(ProcessContext context) {
        Values root = root(context);
        NatsSettings settings = NatsSection.read(root);
        root.throwProblems();
        return settings;
    }

    /** The same, with the servers of another connection where there are none. */
    public NatsSettings read(ProcessContext context, NatsSettings other) {
        Values root = root(context);
        NatsSettings settings = NatsSection.read(root, other);
        root.throwProblems();
        return settings;
    }

    private Values root(ProcessContext context) {
        Configuration configuration = new Configuration(
                Section.of("", NatsSection.CONNECTION), context.environment(), context.workingDirectory());
        given.forEach((path, value) -> configuration.set(path, value.option(), value.value()));
        return configuration.read(null);
    }

    /** Whether any of them is given. */
    public boolean areGiven() {
        return !given.isEmpty();
    }
}
