package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import io.gatehouse.tls.UntrustedCertificateException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the library's errors: words for an operator, without what a client or a server has sent. */
final class LdapFailure {
    private static final int LONGEST = 300;

    private static final Set<ResultCode> OF_ONE_USER = Set.of(
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.UNWILLING_TO_PERFORM);

    /** Causes may go in a circle. */
    private static final int MOST_CAUSES = 8;

    private LdapFailure() {}

    /** A server that cannot be connected to. */
    static UndecidedException connecting(LdapAddress address, LDAPException error) {
        String untrusted = untrusted(error);
        if (untrusted != null) {
            return undecided(address + " is not trusted: " + untrusted);
        }
        return undecided(
                error.getResultCode().equals(ResultCode.CONNECT_ERROR)
                                || error.getResultCode().equals(ResultCode.SERVER_DOWN)
                        ? address + " cannot be reached: " + words(error)
                        : address + " cannot be used: " + code(error));
    }

    /** The service's own login, which is not taken. */
    static UndecidedException login(LdapAddress address, LDAPException error) {
        return undecided(
                isWrongPassword(error)
                        ? address + " does not take the service's own login (user, password_file): "
                                + BindRefusal.words(error)
                        : address + " did not answer the service's own login: " + code(error));
    }

    /** A question that was not answered. */
    static UndecidedException asking(LdapAddress address, String what, LDAPException error) {
        return undecided(address + " did not answer " + what + ": " + code(error));
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

    /** Of an attempt to connect, in which nobody has sent anything yet. */
    private static String words(LDAPException error) {
        String message = String.valueOf(error.getMessage());
        return UserText.shortened(message.replaceAll("\\p{Cntrl}+", " "), LONGEST);
    }

    private static @Nullable String untrusted(Throwable error) {
        Throwable at = error;
        for (int told = 0; at != null && told < MOST_CAUSES; told++) {
            if (at instanceof UntrustedCertificateException known) {
                return known.getMessage();
            }
            at = at.getCause();
        }
        return null;
    }
}
