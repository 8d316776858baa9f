package io.gatehouse.load.backend;

import java.util.Locale;
import java.util.function.IntFunction;

/** The kinds of backends that there is a directory for. */
public enum BackendKind {
    /** A web service of this process. */
    HTTP(WebUsers::start),
    /** OpenLDAP: a search, and the login of the user. */
    LDAP(LdapUsers::start),
    /** PostgreSQL: a query by the primary key. */
    POSTGRES(PostgresUsers::start),
    /** An OpenID provider, whose keys are in memory: nothing is asked for a login. */
    OIDC(OidcUsers::start);

    @SuppressWarnings("ImmutableEnumChecker") // method references hold nothing
    private final IntFunction<BackendServer> starter;

    BackendKind(IntFunction<BackendServer> starter) {
        this.starter = starter;
    }

    /** As the type of the directory is called. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Starts one with so many users.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it is not there, and cannot be had
     */
    public BackendServer start(int users) {
        return starter.apply(users);
    }
}
