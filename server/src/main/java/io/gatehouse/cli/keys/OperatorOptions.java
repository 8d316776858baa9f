package io.gatehouse.cli.keys;

import io.gatehouse.claims.account.TrustedOperator;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options by which an account's JWT is signed anew, and how many servers must have it then. */
@Command
final class OperatorOptions {
    private static final String INPUT = "-";

    @Option(
            names = "--operator-key",
            paramLabel = "FILE",
            order = 10,
            description =
                    "A signing key of the operator, or its identity key, to sign the account's JWT with: a file with the seed,"
                            + " or - for the standard input. It is not stored. Without it, the command only prints the"
                            + " nsc commands that do the same.")
    private @Nullable String operatorKey;

    @Option(
            names = "--operator-jwt",
            paramLabel = "FILE",
            order = 11,
            description =
                    "The operator's JWT. Needed if another key of the operator than --operator-key has signed the account's"
                            + " current JWT.")
    private @Nullable String operatorJwt;

    @Option(
            names = "--servers",
            paramLabel = "NUMBER",
            order = 12,
            description = "How many servers the cluster has: nothing is done while fewer answer. Default: as many as"
                    + " the servers know of; they forget one that has been down for some seconds.")
    private int servers;

    private @Nullable SigningKey read;

    boolean isGiven() {
        return operatorKey != null;
    }

    int servers() {
        return servers;
    }

    /**
     * The operator's key: from a file each time that it is needed, from the standard input once.
     *
     * @throws RecordsFailure when there is none
     */
    SigningKey key(ProcessContext context) {
        if (!INPUT.equals(operatorKey)) {
            Path file = context.workingDirectory().resolve(String.valueOf(operatorKey));
            return SigningKey.fromSeed(SeedText.ofFile(file, NkeyKind.OPERATOR).text());
        }
        SigningKey known = read;
        if (known == null) {
            known = ofInput(context);
            read = known;
        }
        return known;
    }

    private static SigningKey ofInput(ProcessContext context) {
        try {
            String line = context.input().readLine();
            SeedText seed = line == null ? null : SeedText.ofLine(line);
            if (seed == null || seed.key().kind() != NkeyKind.OPERATOR) {
                throw new RecordsFailure("the first line of the standard input is no seed of an operator (SO...)");
            }
            return SigningKey.fromSeed(seed.text());
        } catch (IOException e) {
            throw new RecordsFailure("the standard input cannot be read: " + FileErrors.words(e));
        }
    }

    /** Forgets it. */
    void forget() {
        read = null;
    }

    /**
     * The operator as its JWT tells; null where none is given.
     *
     * @throws RecordsFailure when the file has no JWT of an operator
     */
    @Nullable TrustedOperator operator(ProcessContext context) {
        if (operatorJwt == null) {
            return null;
        }
        Path file = context.workingDirectory().resolve(operatorJwt);
        try {
            return TrustedOperator.decode(RegularFile.text(file));
        } catch (IOException e) {
            throw new RecordsFailure(file + " cannot be read: " + FileErrors.words(e));
        } catch (ClaimsException e) {
            throw new RecordsFailure(file + " is no JWT of an operator: " + e.getMessage());
        }
    }
}
