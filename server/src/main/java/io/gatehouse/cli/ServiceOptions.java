package io.gatehouse.cli;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.config.Key;
import io.gatehouse.config.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which service to run or to check; each is stronger than the same key elsewhere. */
final class ServiceOptions {
    private final Map<String, String> set = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** On or off, for completion. */
    static final class Switch extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Switch() {
            super(List.of("true", "false"));
        }
    }

    record Given(String option, String value) {}

    /** The keys that the options of one group were given for. */
    abstract static class Group {
        final Map<Key, Given> given = new LinkedHashMap<>();

        void give(Key key, String option, String value) {
            given.put(key, new Given(option, value));
        }

        /** An empty value of one of the walkthrough's flags is its default: not given. */
        void giveUnlessEmpty(Key key, String option, String value) {
            if (!value.isEmpty()) {
                give(key, option, value);
            }
        }
    }

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = 1,
            description = "The configuration file, gatehouse.yaml. Options are stronger than what it says.")
    @Nullable Path config;

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
        boolean known = Arrays.stream(Key.values()).anyMatch(key -> key.path().equals(text));
        return known ? text : "KEY";
    }

    @ArgGroup(validate = false, order = 10, heading = "%nConnection to nats-server:%n")
    Connection connection = new Connection();

    @ArgGroup(
            validate = false,
            order = 20,
            heading = "%nKeys (a file when there is such a file, otherwise the seed itself):%n")
    Keys keys = new Keys();

    @ArgGroup(validate = false, order = 30, heading = "%nUsers and operation:%n")
    Operation operation = new Operation();

    /** Reads the file, the environment and these options into settings. */
    GatehouseSettings load(ProcessContext context) {
        return load(context, loader(context));
    }

    GatehouseSettings load(ProcessContext context, SettingsLoader loader) {
        return loader.load(config == null ? null : context.workingDirectory().resolve(config));
    }

    /** The users file, when that is given and there is neither a configuration file nor the issuer's key; else null. */
    @Nullable String usersAlone(SettingsLoader loader) {
        Given users = operation.given.get(Key.DIRECTORY_FILE_PATH);
        return users == null || config != null || loader.gives(Key.ISSUER_SEED) ? null : users.value();
    }

    /** Knows these options, and may be told more. */
    SettingsLoader loader(ProcessContext context) {
        SettingsLoader loader = new SettingsLoader(context.environment(), context.workingDirectory());
        set.forEach(loader::set);
        for (Group group : List.of(connection, keys, operation)) {
            group.given.forEach((key, value) -> loader.option(key, value.option(), value.value()));
        }
        return loader;
    }

    /** How to reach nats-server. */
    static final class Connection extends Group {
        @Option(
                names = {"-s", "--server"},
                paramLabel = "URL",
                description = "Server URLs, comma-separated. Default: nats://127.0.0.1:4222")
        void server(String value) {
            give(Key.NATS_URL, "--server", value);
        }

        @Option(
                names = "--creds",
                paramLabel = "FILE",
                description = "Credentials file of the service (operator mode).")
        void creds(String value) {
            give(Key.NATS_CREDS, "--creds", value);
        }

        @Option(names = "--user", paramLabel = "NAME", description = "User of the service (config mode).")
        void user(String value) {
            give(Key.NATS_USER, "--user", value);
        }

        @Option(
                names = "--password",
                paramLabel = "TEXT",
                description = "Its password. Better: GATEHOUSE_NATS_PASSWORD in the environment.")
        void password(String value) {
            give(Key.NATS_PASSWORD, "--password", value);
        }

        @Option(names = "--nkey", paramLabel = "SEED", description = "User seed, or a file with it.")
        void nkey(String value) {
            give(Key.NATS_NKEY, "--nkey", value);
        }

        @Option(names = "--tlsca", paramLabel = "FILE", description = "Certificates to trust (PEM).")
        void tlsCa(String value) {
            give(Key.NATS_TLS_CA, "--tlsca", value);
        }

        @Option(names = "--tlscert", paramLabel = "FILE", description = "Our certificate (PEM).")
        void tlsCert(String value) {
            give(Key.NATS_TLS_CERT, "--tlscert", value);
        }

        @Option(names = "--tlskey", paramLabel = "FILE", description = "The certificate's key (PEM).")
        void tlsKey(String value) {
            give(Key.NATS_TLS_KEY, "--tlskey", value);
        }

        @Option(
                names = "--tlsfirst",
                arity = "0..1",
                fallbackValue = "true",
                paramLabel = "true|false",
                completionCandidates = Switch.class,
                description = "Begin with the TLS handshake.")
        void tlsFirst(String value) {
            give(Key.NATS_TLS_FIRST, "--tlsfirst", value);
        }

        @Option(
                names = {"-nats.url", "--nats.url"},
                hidden = true)
        void natsUrl(String value) {
            give(Key.NATS_URL, "-nats.url", value);
        }

        @Option(
                names = {"-nats.creds", "--nats.creds"},
                hidden = true)
        void natsCreds(String value) {
            giveUnlessEmpty(Key.NATS_CREDS, "-nats.creds", value);
        }

        @Option(
                names = {"-nats.user", "--nats.user"},
                hidden = true)
        void natsUser(String value) {
            giveUnlessEmpty(Key.NATS_USER, "-nats.user", value);
        }

        @Option(
                names = {"-nats.pass", "--nats.pass"},
                hidden = true)
        void natsPass(String value) {
            giveUnlessEmpty(Key.NATS_PASSWORD, "-nats.pass", value);
        }
    }

    /** What signs and opens. */
    static final class Keys extends Group {
        @Option(
                names = "--issuer-seed",
                paramLabel = "SEED",
                description =
                        "Signs the responses: the callout's issuer; in operator mode the AUTH account's key or signing"
                                + " key.")
        void issuerSeed(String value) {
            give(Key.ISSUER_SEED, "--issuer-seed", value);
        }

        @Option(names = "--xkey-seed", paramLabel = "SEED", description = "Opens requests: the callout's xkey (SX...).")
        void xkeySeed(String value) {
            give(Key.XKEY_SEED, "--xkey-seed", value);
        }

        @Option(
                names = "--signing-keys",
                paramLabel = "LIST",
                description =
                        "Operator mode: the accounts' signing keys, as ACCOUNT_PUBLIC_KEY:SEED, comma-separated. An"
                                + " account is named after its key file: APP1.nk is APP1.")
        void signingKeys(String value) {
            give(Key.ACCOUNTS, "--signing-keys", value);
        }

        @Option(
                names = {"-issuer.seed", "--issuer.seed"},
                hidden = true)
        void walkthroughIssuerSeed(String value) {
            giveUnlessEmpty(Key.ISSUER_SEED, "-issuer.seed", value);
        }

        @Option(
                names = {"-xkey.seed", "--xkey.seed"},
                hidden = true)
        void walkthroughXkeySeed(String value) {
            giveUnlessEmpty(Key.XKEY_SEED, "-xkey.seed", value);
        }

        @Option(
                names = {"-signing.keys", "--signing.keys"},
                hidden = true)
        void walkthroughSigningKeys(String value) {
            giveUnlessEmpty(Key.ACCOUNTS, "-signing.keys", value);
        }
    }

    /** Whom to let in, and what to show of it. */
    static final class Operation extends Group {
        @Option(
                names = {"--users", "-users"},
                paramLabel = "FILE",
                description = "The users' file, users.json.")
        void users(String value) {
            give(Key.DIRECTORY_FILE_PATH, "--users", value);
        }

        @Option(
                names = "--http",
                paramLabel = "ADDR",
                description = "Where to serve /metrics, /livez and /readyz, or off. Default: 127.0.0.1:9464")
        void http(String value) {
            give(Key.HTTP_LISTEN, "--http", value);
        }

        @Option(
                names = "--log-level",
                paramLabel = "LEVEL",
                completionCandidates = LogChoices.Levels.class,
                description = "error, warn, info, debug or trace.")
        void logLevel(String value) {
            give(Key.LOG_LEVEL, "--log-level", value);
        }

        @Option(
                names = "--log-format",
                paramLabel = "FORMAT",
                completionCandidates = LogChoices.Formats.class,
                description = "text or json.")
        void logFormat(String value) {
            give(Key.LOG_FORMAT, "--log-format", value);
        }
    }
}
