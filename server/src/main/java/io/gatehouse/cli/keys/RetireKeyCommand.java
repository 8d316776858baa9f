package io.gatehouse.cli.keys;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.config.Durations;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.SystemAccess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys retire}. */
@Command(
        name = "retire",
        description = {
            "Removes a key that another one has replaced: from the account's JWT on all servers, and from the configuration's"
                    + " key file.",
            "While anything still needs the key, the command lists that, and changes nothing: when a key is removed,"
                    + " nats-server ends every session that it has signed, and rejects credentials that it has signed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse keys retire -c gatehouse.yaml --operator-key operator.nk \\",
            "    accounts.APP1.signing_key ABC...",
            "  gatehouse keys retire -c gatehouse.yaml xkey.seed XABC...",
            "",
            "Exit codes: 0 it is done, or what remains to be done is printed; 1 something still needs it, or it failed, and the"
                    + " message says what was done; 2 the command line is wrong."
        })
final class RetireKeyCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Mixin
    private KeysOptions options = new KeysOptions();

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            order = 13,
            description = "How long to wait for the sessions of the key to end, such as 30m. Default: not at all.")
    private @Nullable String wait;

    @Option(
            names = "--not-in-server-conf",
            order = 14,
            description =
                    "Confirms that no server's configuration file still has the key, in auth_callout or in default_sentinel. Needed"
                            + " if check.server_conf names no file.")
    private boolean notInServerConf;

    @Parameters(
            index = "0",
            paramLabel = "PLACE",
            description = "Where the configuration has the key, or had it, as gatehouse keys status prints it.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "The public key.")
    private String key = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    RetireKeyCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Duration longest = longest();
        GatehouseSettings settings = options.load(context);
        KeyPlace at = KeyPlace.of(settings, place);
        Nkey retired = at.parse(key);
        Nkey account = at.account();
        if (at.signer().equals(retired) && (!at.isXkey() || at.keys().size() == 1)) {
            throw new RecordsFailure(retired + " is the key that is used at " + place
                    + ": promote another one first; nothing was changed");
        }
        requireUnnamed(at, retired, settings);
        if (account == null) {
            notSeen(at, retired);
        } else if (!atServers(account, at, retired, settings, longest)) {
            return ExitCode.OK;
        }
        drop(at, retired);
        return ExitCode.OK;
    }

    /** No server tells which keys of config mode it expects, and which default sentinel it has, but its configuration does. */
    private void requireUnnamed(KeyPlace at, Nkey retired, GatehouseSettings settings) {
        boolean operatorMode = at.account() != null;
        if (operatorMode && !at.name().equals(KeyPlace.ISSUER)) {
            return;
        }
        Path conf = settings.check().serverConf();
        if (conf == null) {
            if (!notInServerConf) {
                throw new RecordsFailure(
                        "it is not known whether a server's configuration has " + retired + ": name the file"
                                + " with check.server_conf, or pass --not-in-server-conf if no server has it any more;"
                                + " nothing was changed");
            }
        } else if (!operatorMode && NamedInConf.isOfCallout(retired, conf, context.environment())) {
            throw new RecordsFailure(retired + " is in auth_callout of " + conf
                    + ": put the new key there first, and restart the servers; nothing was changed");
        }
    }

    /** What no server tells: before anything is changed, whoever reads it may have looked. */
    private void notSeen(KeyPlace at, Nkey retired) {
        if (at.account() != null && at.name().equals(KeyPlace.ISSUER)) {
            out().println("not checked: clients may still have a sentinel that " + retired
                    + " has signed, and could no longer log in: compare gatehouse_key_requests_total of kind sentinel"
                    + " on each instance");
        }
        if (!at.isXkey()) {
            out().println("not checked: instances may still sign with " + retired
                    + ": run gatehouse keys status on each, and compare gatehouse_key_requests_total for issuer.seed");
            out().flush();
        }
    }

    private Duration longest() {
        try {
            return wait == null ? Duration.ZERO : Durations.parse(wait);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--wait: " + e.getMessage());
        }
    }

    /** Whether no server has the key any more. */
    @SuppressWarnings("try") // closing may be interrupted
    private boolean atServers(Nkey account, KeyPlace at, Nkey retired, GatehouseSettings settings, Duration longest)
            throws InterruptedException {
        if (account.equals(retired)) {
            throw new RecordsFailure(retired + " is the account's identity key, which cannot be replaced");
        }
        try (SystemAccess access = KeysOptions.access(settings)) {
            AccountCopies copies = AccountCopies.ask(access.accounts(), account, at.accountName(), operator.servers());
            if (at.isXkey()) {
                if (copies.sealsFor(retired)) {
                    throw new RecordsFailure("servers seal their requests for " + retired
                            + ": promote another xkey first; nothing was changed");
                }
                return true;
            }
            if (!copies.signsAnywhere(retired)) {
                return true;
            }
            if (operator.isGiven()) {
                update(access, account, at).verify();
            }
            awaitNone(access, account, retired, settings, longest);
            notSeen(at, retired);
            copies.without(retired).forEach(out()::println);
            out().flush();
            if (!operator.isGiven()) {
                NscCommands nsc = NscCommands.of(at);
                nsc.print(nsc.remove(retired), out());
                out().println("next: run the same command again to remove the seed here");
                return false;
            }
            AccountUpdate update = update(access, account, at);
            update.run(update.verify(), edit -> edit.withoutSigningKey(retired), out());
            return true;
        }
    }

    private AccountUpdate update(SystemAccess access, Nkey account, KeyPlace at) {
        return new AccountUpdate(access.accounts(), account, at.accountName(), operator, context);
    }

    private void awaitNone(
            SystemAccess access, Nkey account, Nkey retired, GatehouseSettings settings, Duration longest)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        ProgressLine progress = new ProgressLine(
                context.prompt().isPossible() ? spec.commandLine().getErr() : null, "sessions left:", 0);
        Remains left = remains(access, account, retired, settings);
        while (!left.areNone() && System.nanoTime() < end) {
            progress.at((int) Math.min(Integer.MAX_VALUE, left.sessions().count()));
            Polling.pause(PAUSE);
            left = remains(access, account, retired, settings);
        }
        progress.end();
        if (!left.areNone()) {
            left.lines().forEach(out()::println);
            out().flush();
            throw new RecordsFailure(retired + " is still needed, and nothing was changed: wait until its sessions have"
                    + " ended (--wait), or close them at a rate (gatehouse kick --key KEY --rate 50), and have another key"
                    + " sign its credentials files (gatehouse keys promote --sign)");
        }
    }

    private Remains remains(SystemAccess access, Nkey account, Nkey retired, GatehouseSettings settings) {
        return Remains.of(retired, account, settings, context.environment(), access.sessions())
                .expecting(operator.servers());
    }

    private void drop(KeyPlace at, Nkey retired) {
        if (!at.keys().contains(retired)) {
            out().println(retired + ": retired; no key file here has it");
            return;
        }
        KeyFile keys = at.changed(out());
        if (keys == null) {
            out().println("to do: remove the seed of " + retired + " from " + at.where());
        } else {
            keys.remove(retired);
            out().println(retired + ": retired, and removed from " + at.where());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
