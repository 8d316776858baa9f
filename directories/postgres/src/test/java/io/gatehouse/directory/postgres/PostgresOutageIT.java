package io.gatehouse.directory.postgres;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.ExpiringServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.FaultyNames;
import io.gatehouse.testkit.PasswordOutageContract;
import io.gatehouse.testkit.ProxyTls;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins while a real PostgreSQL server fails. */
@NeedsTool("postgres")
class PostgresOutageIT extends PasswordOutageContract {
    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    /** What a client sends that would like to speak TLS, and the answer. */
    private static final int REQUEST_BYTES = 8;

    private static final int AGREED = 'S';
    private static final int CONNECTIONS = 8;

    private static final FaultyNames NAMES = new FaultyNames();

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static FaultProxy secure;
    private static ExpiringServer tls;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        database.sql("INSERT INTO users SELECT 'user' || i, 'secret' || i FROM generate_series(0, 99) i");
        tls = ExpiringServer.of(FaultyNames.HOST, folder);
        secure = FaultProxy.before(
                database.server().address(), new ProxyTls(tls.valid(), tls.expired(), PostgresOutageIT::agree));
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
        database.close();
        POOL.close();
    }

    private static void agree(Socket client) throws IOException {
        byte[] unused = client.getInputStream().readNBytes(REQUEST_BYTES);
        client.getOutputStream().write(AGREED);
    }

    @Override
    protected String label() {
        return "postgres";
    }

    @Override
    protected Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.NONE));
    }

    @Override
    protected Directory open(Fault fault) {
        boolean isSecure = fault == Fault.CERTIFICATE_EXPIRED;
        FaultProxy asked = isSecure ? secure : database.proxy();
        TestDatabase.Settings settings = database.settings("SELECT name, password FROM users WHERE name = :user")
                .connectingWithin(TestDatabase.USUAL_TIMEOUT)
                .hosts(new DatabaseHost(FaultyNames.HOST, asked.address().getPort()));
        if (isSecure) {
            settings.tls(SslMode.VERIFY_FULL, new TlsSettings(tls.ca(), null, null, null, false));
        }
        return PostgresDirectory.open(settings.settings(), HostResolver.of("staff", NAMES), TestDatabase.context(POOL));
    }

    /** Too many connections, that is: the role may have none. */
    @Override
    protected void inject(Fault fault) {
        NAMES.gone(fault == Fault.NAME_GONE);
        database.sql("ALTER ROLE gatehouse CONNECTION LIMIT " + (fault == Fault.BUSY ? 0 : -1) + " PASSWORD '"
                + (fault == Fault.CREDENTIALS_EXPIRED ? "another" : TestDatabase.PASSWORD.replace("'", "''")) + "'");
        secure.inject(fault);
        database.proxy().inject(fault);
    }

    @Override
    protected int connections() {
        return database.proxy().connections() + secure.connections();
    }

    @Override
    protected int mostConnections() {
        return CONNECTIONS;
    }
}
