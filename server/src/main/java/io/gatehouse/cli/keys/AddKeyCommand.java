package io.gatehouse.cli.keys;

import io.gatehouse.claims.account.AccountEdit;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.SystemAccess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys add}. */
@Command(
        name = "add",
        description = {
            "Creates a key that is to replace another one: writes its seed into a new file of mode 0600, and adds the public"
                    + " key to the account's JWT on all servers.",
            "Of an xkey, and of all keys in config mode, the seed is appended to the configuration's key file instead, so"
                    + " that Gatehouse holds the key from then on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse keys add -c gatehouse.yaml --operator-key operator.nk \\",
            "    accounts.APP1.signing_key APP1.next.nk",
            "  gatehouse keys add -c gatehouse.yaml xkey.seed xkey.next.nk",
            "",
            "Exit codes: 0 it is done, or what remains to be done is printed; 1 it failed, and the message says what was done;"
                    + " 2 the command line is wrong."
        })
final class AddKeyCommand implements Callable<Integer> {
    @Mixin
    private KeysOptions options = new KeysOptions();

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Option(
            names = "--existing",
            order = 13,
            description = "FILE already has the key, for example after a command that failed.")
    private boolean existing;

    @Mixin
    private NewKeyParameters key = new NewKeyParameters();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    AddKeyCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseSettings settings = options.load(context);
        KeyPlace at = KeyPlace.of(settings, key.place());
        Nkey account = at.account();
        if (account == null || at.isXkey()) {
            hold(at, make(at));
        } else if (operator.isGiven()) {
            addTo(account, at, settings);
        } else {
            SeedText seed = make(at);
            NscCommands nsc = NscCommands.of(at);
            nsc.print(nsc.add(seed.key(), at), out());
        }
        out().println("next: " + options.command("promote", key.place(), key.file()));
        return ExitCode.OK;
    }

    /** The servers are looked at first: a key that cannot be added is not made. */
    @SuppressWarnings("try") // closing may be interrupted
    private void addTo(Nkey account, KeyPlace at, GatehouseSettings settings) throws InterruptedException {
        try (SystemAccess access = KeysOptions.access(settings)) {
            AccountUpdate update = new AccountUpdate(access.accounts(), account, at.accountName(), operator, context);
            AccountEdit before = update.verify();
            SeedText seed = make(at);
            update.run(before, edit -> edit.withSigningKey(seed.key(), at.keys(), at.scoped()), out());
        }
    }

    private SeedText make(KeyPlace at) {
        Path path = key.path(context);
        if (existing) {
            return SeedText.ofFile(path, at.kind());
        }
        SeedText seed = SeedText.generate(at.kind());
        seed.writeNew(path, at.file());
        out().println(seed.key() + ": the seed is in " + key.file());
        out().flush();
        return seed;
    }

    private void hold(KeyPlace at, SeedText seed) {
        KeyFile keys = at.changed(out());
        if (keys == null) {
            out().println("to do: append the seed in " + key.file() + " to those at " + at.where());
        } else {
            keys.putLast(seed);
            out().println(seed.key() + ": held in " + at.where());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
