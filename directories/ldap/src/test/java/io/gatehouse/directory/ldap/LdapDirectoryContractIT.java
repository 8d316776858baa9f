package io.gatehouse.directory.ldap;

import io.gatehouse.directory.Directory;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** What every directory keeps to, with a real OpenLDAP server behind faults. */
@NeedsTool("slapd")
@Tag("heavy")
class LdapDirectoryContractIT extends LdapContract {
    private static OpenLdap server;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        server = OpenLdap.start();
        TestEntries.addTo(server);
        proxy = FaultProxy.before(server.address());
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        server.close();
    }

    /** Without a search for groups: of a slow server each answer takes a second, and two where it comes in two pieces. */
    @Override
    protected Directory open() {
        return TestSettings.of(proxy.address())
                .withGroups(GroupMode.MEMBEROF, 0)
                .open();
    }

    @Override
    String password() {
        return TestEntries.ALICE_PASSWORD;
    }

    @Override
    protected List<String> secrets() {
        return Stream.concat(super.secrets().stream(), Stream.of(TestEntries.SERVICE_PASSWORD))
                .toList();
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }
}
