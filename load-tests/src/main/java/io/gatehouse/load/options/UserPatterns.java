package io.gatehouse.load.options;

import io.gatehouse.load.request.TestUsers;
import picocli.CommandLine.Option;

/** How users and their passwords are made from their numbers; a picocli mixin. */
public class UserPatterns extends CheckedOptions {
    @Option(
            names = "--user-pattern",
            paramLabel = "FORMAT",
            defaultValue = "user-%06d",
            description = "How a user's name is made from its number. Default: ${DEFAULT-VALUE}")
    private String user = "";

    @Option(
            names = "--password-pattern",
            paramLabel = "FORMAT",
            defaultValue = "secret-%06d",
            description = "How a user's password is made from its number. Default: ${DEFAULT-VALUE}")
    private String password = "";

    /**
     * Users whose names and passwords are made so.
     *
     * @throws IllegalArgumentException when a pattern cannot be used
     */
    public TestUsers patterned(int count, double wrongShare) {
        return TestUsers.patterned(count, user, password, wrongShare);
    }

    /** Users whose names are made so, and who all have one password. */
    public TestUsers patterned(int count, String samePassword) {
        return TestUsers.patterned(count, user, samePassword.replace("%", "%%"), 0);
    }
}
