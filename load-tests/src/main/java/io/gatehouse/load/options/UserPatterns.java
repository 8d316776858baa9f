package io.gatehouse.load.options;

import picocli.CommandLine.Option;

/** How users and their passwords are made from their numbers; a picocli mixin. */
public final class UserPatterns {
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

    /** Of the name, as {@link String#format} takes it. */
    public String user() {
        return user;
    }

    /** Of the password. */
    public String password() {
        return password;
    }
}
