package io.gatehouse.cli;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.PasswordLines;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.passwords.UnicodeForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse hash}: a password's hash, for users.json. */
@Command(
        name = "hash",
        description = {
            "Prints the hash of a password, to be the \"pass\" of a user in users.json.",
            "The password is asked for at the terminal, or else read from the first line of the standard input, in UTF-8."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse hash",
            "  gatehouse hash --algorithm argon2id < password.txt",
            "  gatehouse hash --lines < passwords.txt > hashes.txt",
            "",
            "bcrypt of cost 10 takes about 100 ms of one core, and each step more doubles it. A login pays that once"
                    + " for each check of the password, so a costlier hash makes a storm of logins harder to survive."
        })
final class HashCommand implements Callable<Integer> {
    /** How many lines are read before the first of them is printed. */
    private static final int BATCH = 256;

    /** A password, and the line that it was on. */
    private record Line(int number, String password) {}

    /** How passwords are hashed. */
    enum Algorithm {
        BCRYPT,
        ARGON2ID;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            defaultValue = "bcrypt",
            description = "bcrypt (default) or argon2id.")
    private Algorithm algorithm = Algorithm.BCRYPT;

    @Option(
            names = "--cost",
            paramLabel = "N",
            description = "bcrypt: 4 to 16, the logarithm of the rounds. Default: 10")
    private @Nullable Integer cost;

    @Option(
            names = "--memory",
            paramLabel = "KIB",
            description = "argon2id: memory in KiB, 8 to 1048576. Default: 19456")
    private @Nullable Integer memory;

    @Option(names = "--passes", paramLabel = "N", description = "argon2id: passes over the memory, 1 to 16. Default: 2")
    private @Nullable Integer passes;

    @Option(names = "--lanes", paramLabel = "N", description = "argon2id: lanes, 1 to 16. Default: 1")
    private @Nullable Integer lanes;

    @Option(
            names = "--lines",
            description =
                    "Hashes every line of the standard input, as many at a time as there are cores, and prints the"
                            + " hashes in the same order.")
    private boolean lines;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    HashCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        boolean bcrypt = algorithm == Algorithm.BCRYPT;
        if (bcrypt ? memory != null || passes != null || lanes != null : cost != null) {
            throw wrong(
                    bcrypt
                            ? "--memory, --passes and --lanes are for argon2id"
                            : "--cost is for bcrypt; argon2id has --memory, --passes and --lanes");
        }
        if (lines) {
            hashLines();
        } else {
            print(context.prompt().isPossible() ? typed() : piped());
        }
        return ExitCode.OK;
    }

    private void print(String password) {
        warnOfForm(password, "the password");
        spec.commandLine().getOut().println(hash(password));
    }

    private String hash(String password) {
        try {
            return algorithm == Algorithm.BCRYPT
                    ? PasswordHashing.bcrypt(password, orDefault(cost, 10))
                    : PasswordHashing.argon2id(
                            password, orDefault(memory, 19 * 1024), orDefault(passes, 2), orDefault(lanes, 1));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** A batch at a time, so that any number of lines needs little memory. */
    private void hashLines() throws IOException {
        PasswordLines in = new PasswordLines(context.input());
        List<Line> batch = batch(in);
        if (batch.isEmpty()) {
            throw wrong("no passwords on the standard input; pipe them in, one a line");
        }
        for (; !batch.isEmpty(); batch = batch(in)) {
            batch.parallelStream()
                    .map(this::hash)
                    .toList()
                    .forEach(spec.commandLine().getOut()::println);
        }
    }

    private String hash(Line line) {
        try {
            return hash(line.password);
        } catch (ParameterException e) {
            throw wrong("line " + line.number + ": " + e.getMessage());
        }
    }

    private List<Line> batch(PasswordLines in) throws IOException {
        List<Line> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            String password = next(in);
            if (password == null) {
                break;
            }
            if (password.isEmpty()) {
                throw wrong("line " + in.line() + " is empty; give one password a line");
            }
            warnOfForm(password, "the password in line " + in.line());
            batch.add(new Line(in.line(), password));
        }
        return batch;
    }

    private @Nullable String next(PasswordLines in) throws IOException {
        try {
            return in.next();
        } catch (IllegalArgumentException e) {
            throw wrong("the password in line " + Math.max(1, in.line()) + " " + e.getMessage());
        }
    }

    /** It is hashed all the same: who knows which form the clients send? */
    private void warnOfForm(String password, String which) {
        if (!UnicodeForm.isComposed(password)) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: " + which + " is not in composed Unicode form (NFC), in which most clients would"
                            + " send it: they would be refused.");
        }
    }

    private static int orDefault(@Nullable Integer given, int other) {
        return given == null ? other : given;
    }

    private String typed() {
        char[] first = context.prompt().secret("Password: ");
        char[] second = first == null ? null : context.prompt().secret("Once more: ");
        if (first == null || second == null || first.length == 0) {
            throw wrong("no password was typed");
        }
        if (!Arrays.equals(first, second)) {
            throw wrong("the two are not the same; nothing was hashed");
        }
        String password = new String(first);
        try {
            PasswordLines.check(password);
        } catch (IllegalArgumentException e) {
            throw wrong("the password " + e.getMessage());
        }
        return password;
    }

    private String piped() throws IOException {
        String line = next(new PasswordLines(context.input()));
        if (line == null || line.isEmpty()) {
            throw wrong("no password on the standard input; pipe in one line, or start it at a terminal");
        }
        return line;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message == null ? "" : message);
    }
}
