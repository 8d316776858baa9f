package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.directory.ldap.LdapConnector.Connected;
import io.gatehouse.directory.ldap.LdapSettings.Login;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection, of one thread, which is made when it is needed. One that turns out to have ended meanwhile is made again, once,
 * where that leaves time.
 */
final class LdapLink {
    /** After that another one is made, so that a change of addresses, and the return of a server, is noticed. */
    private static final long OLDEST = Duration.ofMinutes(5).toNanos();

    private final LdapConnector connector;
    private final @Nullable Login login;
    private volatile @Nullable Connected open;

    /** The one that is being made. */
    private volatile @Nullable LDAPConnection making;

    private volatile boolean ended;
    private long openedAt;

    /** @param login the login of each new connection; null for none */
    LdapLink(LdapConnector connector, @Nullable Login login) {
        this.connector = connector;
        this.login = login;
    }

    /** What is asked of a server. */
    @FunctionalInterface
    interface Operation<T> {
        T run(LDAPConnection connection) throws LDAPException;
    }

    /**
     * Asks something.
     *
     * @param what it is, for messages
     */
    <T> T ask(String what, Deadline deadline, Operation<T> operation) {
        Connected used = open;
        boolean isFresh = used == null || isOld() || !used.connection().isConnected();
        if (used == null || isFresh) {
            used = reopen(deadline);
        }
        try {
            T answer = operation.run(used.connection());
            connector.answered(used.address());
            return answer;
        } catch (LDAPException e) {
            if (!LdapFailure.breaksConnection(e)) {
                throw LdapFailure.asking(used.address(), what, e);
            }
            open = null;
            used.connection().closeWithoutUnbind();
            connector.failed(used.address());
            if (isFresh || ended || LdapFailure.isLate(e)) {
                throw LdapFailure.asking(used.address(), what, e);
            }
            return ask(what, deadline, operation);
        } catch (UndecidedException e) {
            throw e;
        } catch (RuntimeException e) {
            close(); // what comes next over it cannot be known
            throw e;
        }
    }

    private boolean isOld() {
        return System.nanoTime() - openedAt > OLDEST;
    }

    private Connected reopen(Deadline deadline) {
        close();
        if (ended) {
            throw LdapFailure.undecided("the directory was closed");
        }
        Connected made = connector.connect(login, deadline, begun -> making = begun);
        open = made;
        making = null;
        openedAt = System.nanoTime();
        if (ended) {
            end();
        }
        return made;
    }

    /** Ends the connection; the next question makes another. */
    void close() {
        Connected before = open;
        open = null;
        if (before != null) {
            before.connection().close();
        }
    }

    /** Ends the connection in the middle of a question, by another thread, and lets none be made any more. */
    void end() {
        ended = true;
        interrupt();
    }

    /** Ends the connection in the middle of a question, by another thread. */
    void interrupt() {
        LDAPConnection begun = making;
        if (begun != null) {
            begun.closeWithoutUnbind();
        }
        Connected before = open;
        if (before != null) {
            before.connection().closeWithoutUnbind();
        }
    }
}
