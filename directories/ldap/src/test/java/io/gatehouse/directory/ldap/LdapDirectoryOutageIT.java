package io.gatehouse.directory.ldap;

import io.gatehouse.directory.Directory;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** 300 logins a second while a real OpenLDAP server fails. */
@Tag("full")
@NeedsTool("slapd")
class LdapDirectoryOutageIT extends OutageContract {
    private static final int USERS = 100;

    private static OpenLdap server;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        server = OpenLdap.start();
        TestEntries.addTo(server);
        TestEntries.addUsers(server, USERS);
        proxy = FaultProxy.before(server.address());
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        server.close();
    }

    @Override
    protected Directory open() {
        return TestSettings.of(proxy.address()).open();
    }

    @Override
    protected TestLogin right(int number) {
        return TestLogin.password(nameOf(number), "secret" + number % USERS);
    }

    @Override
    protected String nameOf(int number) {
        return "user" + number % USERS;
    }

    @Override
    protected @Nullable TestLogin wrong(int number) {
        return TestLogin.password(nameOf(number), "wrong");
    }

    @Override
    protected TestLogin unknown(int number) {
        return TestLogin.password("nobody" + number % USERS, "any");
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }
}
