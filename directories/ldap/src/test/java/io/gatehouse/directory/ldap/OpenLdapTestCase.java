package io.gatehouse.directory.ldap;

import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests with a real OpenLDAP server of their own that has {@link TestEntries}, and one directory each. */
@NeedsTool("slapd")
abstract class OpenLdapTestCase {
    private static OpenLdap server;

    private @Nullable LdapDirectory opened;

    @BeforeAll
    static void start() throws Exception {
        server = OpenLdap.start();
        TestEntries.addTo(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    static OpenLdap server() {
        return server;
    }

    static TestSettings settings() {
        return TestSettings.of(server.address());
    }

    /** The directory of one test, which is closed after it. */
    LdapDirectory open(TestSettings settings) {
        LdapDirectory directory = settings.open();
        opened = directory;
        return directory;
    }
}
