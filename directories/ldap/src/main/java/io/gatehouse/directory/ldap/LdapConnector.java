package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.ldap.LdapSettings.Login;
import io.gatehouse.directory.ldap.LdapSettings.Servers;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerOrder;
import io.gatehouse.directory.ldap.socket.StartTlsSockets;
import io.gatehouse.directory.ldap.socket.TlsSocketFactory;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.tls.TlsMaterial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections to the servers, each attempt within its share of the time that is left. */
final class LdapConnector {
    private static final Logger LOG = LoggerFactory.getLogger(LdapConnector.class);

    /** More than any answer has that is of use here. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Servers servers;
    private final HostResolver hosts;
    private final String section;
    private final ServerOrder order;
    private volatile @Nullable TlsMaterial lastGood;

    /** Why the files could not be used when they were read last; null where they could. */
    private final AtomicReference<@Nullable String> warnedOf = new AtomicReference<>();

    LdapConnector(String directory, Servers servers, HostResolver hosts) {
        this.servers = servers;
        this.hosts = hosts;
        this.section = "directories." + directory;
        this.order = new ServerOrder(servers.addresses(), servers.selection());
    }

    /** A connection, and the server that it is to. */
    record Connected(LDAPConnection connection, LdapAddress address) {}

    /**
     * Connects to the first server that can be connected to.
     *
     * @param login with which the connection begins; null for none
     * @param begun is told of each connection that is being made, which another thread may end
     * @throws UndecidedException when there is none; the message is about the last
     */
    Connected connect(@Nullable Login login, Deadline deadline, Consumer<LDAPConnection> begun) {
        List<LdapAddress> addresses = order.now(System.nanoTime());
        UndecidedException last = null;
        for (int i = 0; i < addresses.size(); i++) {
            LdapAddress address = addresses.get(i);
            long share = deadline.leftMillis() / (addresses.size() - i);
            long most = Math.max(1, Math.min(share, servers.timeout().toMillis()));
            try {
                Connected connected = connect(address, login, Deadline.in(Duration.ofMillis(most)), begun);
                if (login != null || servers.startTls() || address.secure()) {
                    answered(address); // a machine that hangs takes connections too
                }
                return connected;
            } catch (UndecidedException e) {
                failed(address);
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    /** Has the server tried in its turn again. */
    void answered(LdapAddress address) {
        order.succeeded(address);
    }

    /** Has the server tried last for some seconds. */
    void failed(LdapAddress address) {
        order.failed(address, System.nanoTime());
    }

    private Connected connect(
            LdapAddress address, @Nullable Login login, Deadline deadline, Consumer<LDAPConnection> begun) {
        SSLSocketFactory tls = tls(address);
        LDAPConnection connection = new LDAPConnection(sockets(address, tls), options(deadline));
        begun.accept(connection);
        try {
            connection.connect(address.host(), address.port(), (int) deadline.leftMillis());
            if (tls != null && !address.secure()) {
                startTls(connection, tls, (int) deadline.leftMillis());
            }
            if (login != null) {
                logIn(connection, address, login, deadline);
            }
            return new Connected(connection, address);
        } catch (LDAPException e) {
            connection.closeWithoutUnbind();
            throw LdapFailure.connecting(address, e);
        } catch (UndecidedException e) {
            connection.closeWithoutUnbind();
            throw e;
        }
    }

    private static void logIn(LDAPConnection connection, LdapAddress address, Login login, Deadline deadline) {
        try {
            SimpleBindRequest request =
                    new SimpleBindRequest(login.dn(), login.password().reveal());
            request.setResponseTimeoutMillis(deadline.leftMillis());
            BindResult unused = connection.bind(request);
        } catch (LDAPException e) {
            throw LdapFailure.login(address, e);
        }
    }

    private static void startTls(LDAPConnection connection, SSLSocketFactory tls, int millis) throws LDAPException {
        StartTLSExtendedRequest request = new StartTLSExtendedRequest(new StartTlsSockets(tls, millis));
        request.setResponseTimeoutMillis(millis);
        ExtendedResult result = connection.processExtendedOperation(request);
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }

    private static SocketFactory sockets(LdapAddress address, @Nullable SSLSocketFactory tls) {
        return tls == null || !address.secure()
                ? SocketFactory.getDefault()
                : new TlsSocketFactory(tls, address.host());
    }

    /** What begins TLS with a server; null where there is none. The files are read again, and the last good ones stay in use. */
    private @Nullable SSLSocketFactory tls(LdapAddress address) {
        if (!address.secure() && !servers.startTls()) {
            return null;
        }
        String name = servers.tls().serverName();
        try {
            return material().context(name == null ? address.host() : name).getSocketFactory();
        } catch (IOException e) {
            throw LdapFailure.undecided(String.valueOf(e.getMessage()));
        }
    }

    private TlsMaterial material() throws IOException {
        try {
            TlsMaterial read = TlsMaterial.read(servers.tls(), section);
            lastGood = read;
            warnedOf.set(null);
            return read;
        } catch (IOException e) {
            TlsMaterial before = lastGood;
            if (before == null) {
                throw e;
            }
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(warnedOf.getAndSet(reason))) {
                LOG.warn("{}: {}; the files of tls that were read before stay in use", section, reason);
            }
            return before;
        }
    }

    /** Without a thread that reads: a connection is used by one thread at a time. */
    private LDAPConnectionOptions options(Deadline deadline) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setNameResolver(new LdapHosts(hosts, deadline));
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setMaxMessageSize(MOST_BYTES);
        options.setUseLinger(false, 0); // the end of a connection to a host that is gone would wait for it
        return options;
    }
}
