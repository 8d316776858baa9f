package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that OpenLDAP does not give, over the wire, of a server in memory whose logins end as a test wants it. */
class ActiveDirectoryAnswersTest {
    private static final String BASE = "dc=example,dc=org";
    private static final String ALICE = "uid=alice," + BASE;

    private InMemoryDirectoryServer server;
    private LdapDirectory directory;

    /** What a login of alice ends with, instead of the server's own answer where it is no success. */
    private volatile LDAPException refusal = new LDAPException(ResultCode.SUCCESS);

    @BeforeEach
    void start() throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.setListenerConfigs(
                new InMemoryListenerConfig("test", InetAddress.getLoopbackAddress(), 0, null, null, null));
        config.addAdditionalBindCredentials(TestEntries.SERVICE, TestEntries.SERVICE_PASSWORD);
        config.addInMemoryOperationInterceptor(new Refusing());
        server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add(new Entry(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example")));
        server.add(new Entry(
                ALICE,
                new Attribute("objectClass", "person"),
                new Attribute("uid", "alice"),
                new Attribute("userPassword", "secret")));
        directory = TestSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getListenPort()))
                .withGroups(GroupMode.NONE, 0)
                .open();
    }

    @AfterEach
    void stop() {
        directory.close();
        server.shutDown(true);
    }

    private final class Refusing extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            LDAPException now = refusal;
            if (request.getRequest().getBindDN().equals(ALICE)
                    && !now.getResultCode().equals(ResultCode.SUCCESS)) {
                throw now;
            }
        }
    }

    private Object login(ResultCode code, String said) {
        refusal = new LDAPException(code, said);
        return outcome(directory, "alice", "secret");
    }

    @Test
    void tellsADisabledAccountFromAWrongPassword() {
        assertThat(outcome(directory, "alice", "secret")).isInstanceOf(Found.class);
        assertThat(login(
                        ResultCode.INVALID_CREDENTIALS,
                        "80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data 533, v4563"))
                .isEqualTo(new Rejected(DenyReason.DISABLED, "account_disabled"));
        assertThat(login(
                        ResultCode.INVALID_CREDENTIALS,
                        "80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data 52e, v4563"))
                .isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS, "wrong_password"));
    }

    /** The password may be right: who is restricted must not be told to come back with another one. */
    @Test
    void refusesNobodyForAReasonThatIsNotKnown() {
        assertUndecided(
                login(
                        ResultCode.INVALID_CREDENTIALS,
                        "80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data 52f, v4563"),
                "a user's login has ended with 49, data 52f");
    }

    @Test
    void leavesThePrimaryGroupOutOfTheToken() throws LDAPException {
        byte[] alice = sid(1105);
        server.modify(
                ALICE,
                new Modification(ModificationType.ADD, "objectSid", alice),
                new Modification(ModificationType.ADD, "primaryGroupID", "513"),
                new Modification(ModificationType.ADD, "tokenGroups", sid(513), sid(1200)));
        server.add(new Entry(
                "cn=users," + BASE,
                new Attribute("objectClass", "group"),
                new Attribute("cn", "users"),
                new Attribute("objectSid", sid(513))));
        server.add(new Entry(
                "cn=orders," + BASE,
                new Attribute("objectClass", "group"),
                new Attribute("cn", "orders"),
                new Attribute("objectSid", sid(1200))));
        directory.close();
        directory = TestSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getListenPort()))
                .withToken(BASE)
                .open();

        LookupResult answer = (LookupResult) outcome(directory, "alice", "secret");

        assertThat(answer).isInstanceOf(Found.class);
        assertThat(((Found) answer).identity().groups()).containsExactly("orders");
    }

    /** Of a domain, with one part more. */
    private static byte[] sid(int last) {
        return ByteBuffer.allocate(16)
                .put(new byte[] {1, 2, 0, 0, 0, 0, 0, 5})
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(21)
                .putInt(last)
                .array();
    }

    @Test
    void guessesEndBeforeTheServerLocksOut() {
        directory.close();
        directory = TestSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getListenPort()))
                .withGroups(GroupMode.NONE, 0)
                .withLockout(2, Duration.ofMinutes(10))
                .open();

        assertThat(outcome(directory, "alice", "guess-1")).isInstanceOf(Rejected.class);
        assertThat(login(ResultCode.BUSY, "")).as("no password was looked at").isInstanceOf(UndecidedException.class);
        assertThat(login(ResultCode.INVALID_CREDENTIALS, "data 533"))
                .isEqualTo(new Rejected(DenyReason.DISABLED, "account_disabled"));
        assertThat(login(ResultCode.INVALID_CREDENTIALS, "data 52e")).isInstanceOf(Rejected.class);
        refusal = new LDAPException(ResultCode.SUCCESS);
        Object notSent = outcome(directory, "alice", "secret");
        assertUndecided(notSent, "one more wrong password might lock the user out", "lockout");
        assertThat(((UndecidedException) notSent).reason()).isEqualTo(Drop.FAILURE_LIMIT);
    }

    /** Samba and Active Directory say so to a password without TLS. */
    @Test
    void refusesNobodyWhereTlsIsWanted() {
        assertUndecided(
                login(ResultCode.STRONG_AUTH_REQUIRED, "BindSimple: Transport encryption required."),
                "could not say whether the password is right: strong auth required (8)");
    }

    @Test
    void refusesNobodyWhereTheServerIsBusy() {
        assertUndecided(login(ResultCode.BUSY, ""), "busy (51)");
        assertUndecided(login(ResultCode.UNWILLING_TO_PERFORM, "locked"), "which says neither yes nor no");
        assertUndecided(login(ResultCode.REFERRAL, ""), "referral (10)");
    }
}
