package io.gatehouse.directory.ldap;

import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every directory keeps to, with a server that has Alice, as it spells her, and others not. */
abstract class LdapContract extends RemoteDirectoryContract {
    private static final String WRONG = "wrong-secret";
    private static final String OF_NOBODY = "nobody-secret";

    /** Alice's. */
    abstract String password();

    @Override
    protected boolean tracesItsQuestions() {
        return true;
    }

    @Override
    protected final TestLogin known() {
        return TestLogin.password("alice", password());
    }

    @Override
    protected final String nameOfKnown() {
        return "Alice";
    }

    @Override
    protected final @Nullable TestLogin wrong() {
        return TestLogin.password("alice", WRONG);
    }

    @Override
    protected final TestLogin unknown() {
        return TestLogin.password("nobody", OF_NOBODY);
    }

    /** Those of its clients. */
    @Override
    protected List<String> secrets() {
        return List.of(password(), WRONG, OF_NOBODY);
    }
}
