package io.gatehouse.load.options;

import io.gatehouse.files.FileErrors;
import io.gatehouse.load.request.TestUsers;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who the users are that log in: by their numbers, or by a file; a picocli mixin. */
public final class UserOptions extends UserPatterns {
    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Users from a file instead, a line each: user password [account].")
    private @Nullable Path credentials;

    /**
     * The users.
     *
     * @param count how many there are, unless they come from a file
     * @throws IllegalArgumentException when an option or the file cannot be used
     */
    public TestUsers users(int count, double wrongShare) {
        if (credentials == null) {
            return patterned(count, wrongShare);
        }
        try {
            return TestUsers.listed(credentials, wrongShare);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--credentials " + credentials + " cannot be read: " + FileErrors.words(e), e);
        }
    }
}
