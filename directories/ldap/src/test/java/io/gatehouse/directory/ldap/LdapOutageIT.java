package io.gatehouse.directory.ldap;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.ExpiringServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.FaultyNames;
import io.gatehouse.testkit.PasswordOutageContract;
import io.gatehouse.testkit.ProxyTls;
import io.gatehouse.tls.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins while a real OpenLDAP server fails. */
@NeedsTool({"slapd", "openssl"})
class LdapOutageIT extends PasswordOutageContract {
    private static final int THREADS = 16;

    @TempDir
    private static Path folder;

    private static final FaultyNames NAMES = new FaultyNames();

    private static OpenLdap server;
    private static LDAPListener busy;
    private static FaultProxy proxy;
    private static FaultProxy secure;
    private static ExpiringServer tls;

    @BeforeAll
    static void start() throws Exception {
        server = OpenLdap.start();
        TestEntries.addTo(server);
        TestEntries.addUsers(server, USERS);
        busy = new LDAPListener(
                new LDAPListenerConfig(0, new CannedResponseRequestHandler(ResultCode.BUSY, null, "later", List.of())));
        busy.startListening();
        tls = ExpiringServer.of(FaultyNames.HOST, folder);
        proxy = FaultProxy.before(server.address());
        secure = FaultProxy.before(server.address(), new ProxyTls(tls.valid(), tls.expired(), ProxyTls.Greeting.NONE));
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
        proxy.close();
        busy.shutDown(true);
        server.close();
    }

    @Override
    protected String label() {
        return "ldap";
    }

    @Override
    protected Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.NONE));
    }

    @Override
    protected Directory open(Fault fault) {
        boolean isSecure = fault == Fault.CERTIFICATE_EXPIRED;
        LdapAddress address = new LdapAddress(
                isSecure,
                FaultyNames.HOST,
                (isSecure ? secure : proxy).address().getPort());
        TlsSettings trust = isSecure ? new TlsSettings(tls.ca(), null, null, null, false) : TlsSettings.DEFAULT;
        return LdapDirectory.open(
                TestSettings.of()
                        .connectingWithin(TestSettings.USUAL_TIMEOUT)
                        .withServers(false, trust, address)
                        .withConnections(THREADS)
                        .settings(),
                HostResolver.of(TestSettings.NAME, NAMES));
    }

    @Override
    protected void inject(Fault fault) throws LDAPException {
        NAMES.gone(fault == Fault.NAME_GONE);
        setServicePassword(fault == Fault.CREDENTIALS_EXPIRED ? "another" : TestEntries.SERVICE_PASSWORD);
        secure.inject(fault);
        if (fault == Fault.BUSY) {
            proxy.divert(new InetSocketAddress(InetAddress.getLoopbackAddress(), busy.getListenPort()));
        } else {
            proxy.inject(fault);
        }
    }

    private static void setServicePassword(String password) throws LDAPException {
        try (LDAPConnection admin = TestEntries.admin(server)) {
            LDAPResult unused = admin.modify(
                    TestEntries.SERVICE, new Modification(ModificationType.REPLACE, "userPassword", password));
        }
    }

    @Override
    protected int connections() {
        return proxy.connections() + secure.connections();
    }

    /** Two for each of its threads: its own, and that of the users. */
    @Override
    protected int mostConnections() {
        return 2 * THREADS;
    }
}
