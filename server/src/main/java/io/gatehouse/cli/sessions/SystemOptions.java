package io.gatehouse.cli.sessions;

import io.gatehouse.cli.place.ConnectionOptions;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.policy.template.SubjectToken;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say as whom servers are asked, and for which sessions. */
@Command
final class SystemOptions {
    private final ConnectionOptions connection = new ConnectionOptions("--password", "--user");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = 1,
            description =
                    "The configuration file, gatehouse.yaml, whose section revocation has the login of a user of the"
                            + " system account.")
    private @Nullable Path config;

    @Option(
            names = "--user",
            paramLabel = "USER",
            order = 2,
            description =
                    "The sessions of this user, as Gatehouse and nats-server name it: the nkey of one who has logged in"
                            + " with an nkey.")
    @Nullable String user;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            order = 3,
            description = "The sessions in this account. In operator mode its public key, or with -c its name.")
    @Nullable String account;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            order = 4,
            description =
                    "The sessions whose user JWT this signing key of an account has signed: a public key, as 'gatehouse keys"
                            + " status' prints it. Not in config mode.")
    @Nullable String key;

    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        connection.addTo(command);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work {
        int with(SystemAccess access, Accounts accounts) throws InterruptedException;
    }

    /**
     * The names of accounts.
     *
     * @param names by public key; empty in config mode
     */
    record Accounts(Map<String, String> names) {
        /** What a person calls an account. */
        String name(String id) {
            return names.getOrDefault(id, id);
        }

        /** What nats-server calls it. */
        String id(String nameOrId) {
            return names.entrySet().stream()
                    .filter(one -> one.getValue().equals(nameOrId))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(nameOrId);
        }
    }

    /** Connects, does something, and closes the connection. */
    @SuppressWarnings("try") // closing may be interrupted
    int with(ProcessContext context, CommandSpec spec, Work work) throws InterruptedException {
        requireKeyOfAnAccount(spec);
        GatehouseSettings settings = config == null
                ? null
                : new SettingsLoader(context.environment(), context.workingDirectory())
                        .load(context.workingDirectory().resolve(config));
        if (key != null && settings != null && !settings.operatorMode()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--key: in config mode, nats-server does not tell which key has signed a session; give --account");
        }
        Map<String, String> names = new LinkedHashMap<>();
        if (settings != null) {
            settings.accounts().values().forEach(one -> names.put(one.id().text(), one.name()));
        }
        try (SystemAccess access = SystemAccess.open(nats(context, settings, spec))) {
            return work.with(access, new Accounts(names));
        } catch (SystemException e) {
            throw new RecordsFailure(String.valueOf(e.getMessage()));
        }
    }

    private void requireKeyOfAnAccount(CommandSpec spec) {
        if (key != null && !isKeyOfAnAccount(key)) {
            throw new ParameterException(
                    spec.commandLine(), "--key: give the public key of an account's signing key, which begins with A");
        }
    }

    static boolean isKeyOfAnAccount(String text) {
        try {
            Nkey unused = Nkey.parse(text, NkeyKind.ACCOUNT);
            return true;
        } catch (NkeyException e) {
            return false;
        }
    }

    private NatsSettings nats(ProcessContext context, @Nullable GatehouseSettings settings, CommandSpec spec) {
        if (settings == null) {
            if (!connection.areGiven()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no login of a user of the system account: give -c FILE with a section revocation, --creds FILE, or in"
                                + " config mode --server URL, with GATEHOUSE_NATS_USER and"
                                + " GATEHOUSE_NATS_PASSWORD_FILE in the environment");
            }
            return connection.read(context);
        }
        RevocationSettings revocation = settings.revocation();
        if (connection.areGiven()) {
            NatsSettings given = connection.read(context, revocation == null ? settings.nats() : revocation.nats());
            return revocation != null && given.login() instanceof Login.None
                    ? given.as(given.name(), revocation.nats().login(), given.connectTimeout())
                    : given;
        }
        if (revocation == null) {
            throw new RecordsFailure(config
                    + " has no section revocation with the login of a user of the system account: add one, or give"
                    + " --creds FILE, or in config mode --server URL, with GATEHOUSE_NATS_USER and"
                    + " GATEHOUSE_NATS_PASSWORD_FILE in the environment");
        }
        return revocation.nats();
    }

    /** The sessions that are meant. */
    FoundSessions find(SystemAccess access, Accounts accounts) {
        String id = account == null ? null : accounts.id(account);
        Map<String, ServerSession> all = new LinkedHashMap<>();
        Coverage coverage = null;
        for (String name : names()) {
            FoundSessions found = access.sessions()
                    .all(new SessionQuery(name.isEmpty() ? null : name, id))
                    .join();
            found.sessions().stream()
                    .filter(session -> key == null || key.equals(session.issuerKey()))
                    .forEach(session -> all.put(session.server() + " " + session.cid(), session));
            coverage = coverage == null ? found.coverage() : coverage.and(found.coverage());
        }
        if (coverage == null) {
            throw new IllegalStateException("there is a name at least");
        }
        return new FoundSessions(all.values().stream().toList(), coverage);
    }

    /** The name, and what it is for users of a scoped signing key; an empty one for everybody. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(user == null ? "" : user);
        if (user != null) {
            names.add(SubjectToken.encode(user));
        }
        return names;
    }
}
