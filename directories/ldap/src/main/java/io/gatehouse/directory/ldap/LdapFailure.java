package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.tls.UntrustedCertificateException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What becomes of the library's errors: words for an operator, without what a client or a server has sent. */
final class LdapFailure {
    private static final Set<ResultCode> OF_ONE_USER = Set.of(
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.UNWILLING_TO_PERFORM);

    private static final String LATE = "no connection was made in time";

    /** Causes may go in a circle. */
    private static final int MOST_CAUSES = 8;

    private LdapFailure() {}

    /** A server that cannot be connected to. */
    static UndecidedException connecting(LdapAddress address, LDAPException error) {
        UntrustedCertificateException untrusted = find(error, UntrustedCertificateException.class);
        return undecided(address
                + (untrusted == null
                        ? " cannot be reached: " + words(error)
                        : " is not trusted: " + untrusted.getMessage()));
    }

    /** The service's own login, which is not taken. */
    static UndecidedException login(LdapAddress address, LDAPException error) {
        return undecided(
                isWrongPassword(error)
                        ? address + " does not take the service's own login (user, password_file): "
                                + BindRefusal.words(error)
                        : address + " did not answer the service's own login: " + code(error));
    }

    /** A question that was not answered, or with an error. */
    static UndecidedException asking(LdapAddress address, String what, LDAPException error) {
        return undecided(address + " could not say " + what + ": " + code(error));
    }

    /** An answer about one user that decides nothing, of a server that may be well. */
    static UndecidedException unusable(String detail) {
        return new UnusableAnswerException(detail);
    }

    /** Whether what a server says of a user's login is about that user: an account that is locked at some, for one. */
    static boolean isOfOneUser(LDAPException error) {
        return OF_ONE_USER.contains(error.getResultCode());
    }

    static UndecidedException undecided(String detail) {
        return new UndecidedException(Drop.UNDECIDED, detail);
    }

    static boolean isWrongPassword(LDAPException error) {
        return error.getResultCode().equals(ResultCode.INVALID_CREDENTIALS);
    }

    /** Whether the connection is of no use any more. */
    static boolean breaksConnection(LDAPException error) {
        ResultCode code = error.getResultCode();
        return !code.isConnectionUsable() || isLate(error);
    }

    static boolean isLate(LDAPException error) {
        return error.getResultCode().equals(ResultCode.TIMEOUT);
    }

    /** The code of an answer, with its name. */
    static String code(LDAPException error) {
        ResultCode code = error.getResultCode();
        return code.getName() + " (" + code.intValue() + ")";
    }

    private static String words(LDAPException error) {
        if (find(error, UnknownHostException.class) != null) {
            return "the name has no address, or DNS did not answer";
        }
        if (find(error, ConnectException.class) != null) {
            return "the connection was refused";
        }
        if (find(error, NoRouteToHostException.class) != null) {
            return "there is no route to it";
        }
        if (isLate(error) || find(error, SocketTimeoutException.class) != null) {
            return LATE;
        }
        if (find(error, SSLException.class) != null) {
            return "it did not agree on TLS";
        }
        return error.getResultCode().equals(ResultCode.CONNECT_ERROR) ? LATE : code(error);
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> kind) {
        Throwable at = error;
        for (int told = 0; at != null && told < MOST_CAUSES; told++) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
