package io.gatehouse.cli.keys;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.ChangeLock;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileReplacement;
import io.gatehouse.files.RegularFile;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.SystemAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys promote}. */
@Command(
        name = "promote",
        description = {
            "Puts a key that was added into use: once every server has it, writes its seed in front of the others in the"
                    + " configuration's key file, so that Gatehouse signs with it. The previous key stays in the file.",
            "An xkey is put into the account's JWT instead, so that the servers seal their requests for it; every instance"
                    + " must hold it by then. In config mode, the command prints what to write into each nats-server's"
                    + " configuration."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse keys promote -c gatehouse.yaml accounts.APP1.signing_key APP1.next.nk",
            "  gatehouse keys promote -c gatehouse.yaml --sign service.creds,sentinel.creds \\",
            "    issuer.seed AUTH.next.nk",
            "  gatehouse keys promote -c gatehouse.yaml --operator-key operator.nk xkey.seed xkey.next.nk",
            "",
            "Exit codes: 0 it is done, or what remains to be done is printed; 1 it failed, and the message says what was done;"
                    + " 2 the command line is wrong."
        })
final class PromoteKeyCommand implements Callable<Integer> {
    @Mixin
    private KeysOptions options = new KeysOptions();

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Option(
            names = "--sign",
            paramLabel = "CREDS",
            order = 13,
            split = ",",
            description =
                    "Credentials files of users of the account, which the new key signs again, for the same users with"
                            + " the same permissions. May be repeated.")
    private List<Path> sign = List.of();

    @Mixin
    private NewKeyParameters key = new NewKeyParameters();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    PromoteKeyCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseSettings settings = options.load(context);
        KeyPlace at = KeyPlace.of(settings, key.place());
        if (!sign.isEmpty() && (at.isXkey() || at.account() == null)) {
            throw new ParameterException(spec.commandLine(), "--sign is for the signing keys of accounts");
        }
        SeedText seed = SeedText.ofFile(key.path(context), at.kind());
        Nkey account = at.account();
        if (account == null) {
            config(at, seed);
        } else if (at.isXkey()) {
            seal(account, at, seed, settings);
        } else {
            sign(account, at, seed, settings);
        }
        at.keys().stream()
                .filter(before -> !before.equals(seed.key()))
                .forEach(before -> out().println("later: " + options.command("retire", at.name(), before)));
        return ExitCode.OK;
    }

    /** Config mode: the servers read their configuration at their start. */
    private void config(KeyPlace at, SeedText seed) {
        requireHeld(at, seed);
        if (!at.isXkey()) {
            putFirst(at, seed);
        }
        out().println("to do: set this in auth_callout of each nats-server, and restart them one after the other:");
        out().println("  " + (at.isXkey() ? "xkey: " : "issuer: ") + seed.key());
    }

    @SuppressWarnings("try") // closing may be interrupted
    private void seal(Nkey account, KeyPlace at, SeedText seed, GatehouseSettings settings)
            throws InterruptedException {
        requireHeld(at, seed);
        if (!operator.isGiven()) {
            NscCommands nsc = NscCommands.of(at);
            nsc.print(nsc.seal(seed.key()), out());
            return;
        }
        try (SystemAccess access = KeysOptions.access(settings)) {
            AccountUpdate update = new AccountUpdate(access.accounts(), account, at.accountName(), operator, context);
            update.run(update.verify(), edit -> edit.withXkey(seed.key()), out());
        }
    }

    private void requireHeld(KeyPlace at, SeedText seed) {
        if (!at.keys().contains(seed.key())) {
            throw new RecordsFailure(seed.key() + " is not held yet, so that logins would fail with it: append its seed"
                    + " to those at " + at.where() + ", as gatehouse keys add does; nothing was changed");
        }
    }

    @SuppressWarnings("try") // closing may be interrupted
    private void sign(Nkey account, KeyPlace at, SeedText seed, GatehouseSettings settings)
            throws InterruptedException {
        try (SystemAccess access = KeysOptions.access(settings)) {
            AccountCopies copies = AccountCopies.ask(access.accounts(), account, at.accountName(), operator.servers());
            if (!copies.signsEverywhere(seed.key())) {
                throw new RecordsFailure("not every server has " + seed.key() + " in the JWT of account "
                        + at.accountName() + ", and users that it signs would be refused there: add it first; nothing"
                        + " was changed");
            }
            copies.requireSameScope(seed.key(), at);
            out().println("account " + at.accountName() + ": the key is " + copies.inForce());
        }
        putFirst(at, seed);
        SigningKey signer = SigningKey.fromSeed(seed.text());
        sign.forEach(creds -> signAnew(creds, signer, account));
    }

    private void putFirst(KeyPlace at, SeedText seed) {
        KeyFile keys = at.changed(out());
        if (keys == null) {
            out().println("to do: put the seed in " + key.file() + " in front of those at " + at.where());
        } else {
            keys.putFirst(seed);
            out().println(seed.key() + ": signs, as the first key in " + at.where());
        }
    }

    private void signAnew(Path creds, SigningKey signer, Nkey account) {
        try (ChangeLock lock = ChangeLock.of(context.workingDirectory().resolve(creds))) {
            KeyFile.removeUnfinished(lock.file(), out());
            CredsFile before = CredsFile.parse(RegularFile.text(lock.file()));
            if (!account.equals(before.token().account())) {
                throw new RecordsFailure(creds + " belongs to a user of another account, and was not changed");
            }
            CredsFile after =
                    before.signedBy(signer, Clock.systemUTC().instant().getEpochSecond());
            FileReplacement.write(lock.file(), after.text().getBytes(StandardCharsets.UTF_8));
            out().println(creds + ": signed again");
        } catch (IOException e) {
            throw new RecordsFailure(creds + " cannot be changed, and stays as it was: " + FileErrors.words(e));
        } catch (IllegalArgumentException | ClaimsException e) {
            throw new RecordsFailure(creds + " cannot be used, and was not changed: " + e.getMessage());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
