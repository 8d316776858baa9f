package io.gatehouse.cli;

import io.gatehouse.crypto.PasswordHashing;
import java.io.IOException;
import java.util.Arrays;
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
            "The password is asked for at the terminal, or else read from the first line of the standard input."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse hash",
            "  gatehouse hash --algorithm argon2id < password.txt",
            "",
            "bcrypt of cost 10 takes about 100 ms of one core, and each step more doubles it. A login pays that once"
                    + " for each check of the password, so a dearer hash makes a storm of logins harder to survive."
        })
final class HashCommand implements Callable<Integer> {
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

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Surroundings surroundings;

    HashCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
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
        String password = surroundings.prompt().isPossible() ? typed() : piped();
        spec.commandLine().getOut().println(bcrypt ? bcrypt(password) : argon2id(password));
        return ExitCode.OK;
    }

    private String bcrypt(String password) {
        try {
            return PasswordHashing.bcrypt(password, orDefault(cost, 10));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private String argon2id(String password) {
        try {
            return PasswordHashing.argon2id(
                    password, orDefault(memory, 19 * 1024), orDefault(passes, 2), orDefault(lanes, 1));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private static int orDefault(@Nullable Integer given, int other) {
        return given == null ? other : given;
    }

    private String typed() {
        char[] first = surroundings.prompt().secret("Password: ");
        char[] second = first == null ? null : surroundings.prompt().secret("Once more: ");
        if (first == null || second == null || first.length == 0) {
            throw wrong("no password was typed");
        }
        if (!Arrays.equals(first, second)) {
            throw wrong("the two are not the same; nothing was hashed");
        }
        return new String(first);
    }

    private String piped() throws IOException {
        String line = surroundings.input().readLine();
        if (line == null || line.isEmpty()) {
            throw wrong("no password on the standard input; pipe in one line, or start it at a terminal");
        }
        return line;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message == null ? "" : message);
    }
}
