package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What it means that a server does not take a user's password. Active Directory tells more than that, in the text of its answer. */
final class BindRefusal {
    private static final Pattern SUB_CODE = Pattern.compile("\\bdata ([0-9a-fA-F]{3,4})\\b");

    private static final Map<String, Rejected> OF_ACTIVE_DIRECTORY = Map.of(
            "525", new Rejected(DenyReason.BAD_CREDENTIALS, "no_such_user"),
            "52e", new Rejected(DenyReason.BAD_CREDENTIALS, "wrong_password"),
            "530", new Rejected(DenyReason.OUTSIDE_HOURS, "logon_hours"),
            "531", new Rejected(DenyReason.SOURCE_NOT_ALLOWED, "not_from_this_workstation"),
            "532", new Rejected(DenyReason.PASSWORD_EXPIRED, "password_expired"),
            "533", new Rejected(DenyReason.DISABLED, "account_disabled"),
            "701", new Rejected(DenyReason.EXPIRED, "account_expired"),
            "773", new Rejected(DenyReason.PASSWORD_EXPIRED, "password_must_be_changed"),
            "775", new Rejected(DenyReason.LOCKED, "account_locked"));

    /** What is only said of a login that a domain has looked at: a code that is not known above decides nothing. */
    private static final Pattern VERDICT =
            Pattern.compile("\\bAcceptSecurityContext error, data ([0-9a-fA-F]{1,8})\\b");

    private BindRefusal() {}

    /**
     * The answer that an error of a bind is; null where it decides nothing.
     *
     * @throws UndecidedException where a domain has looked at the login, and its reason is not known here: a restriction of the
     *     account (52f), or a mistake of the server's own
     */
    static @Nullable LookupResult of(LDAPException error) {
        ResultCode code = error.getResultCode();
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return NotMine.NOT_MINE;
        }
        if (code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)) {
            return new Rejected(DenyReason.BAD_CREDENTIALS, "entry_without_a_password");
        }
        if (!LdapFailure.isWrongPassword(error)) {
            return null;
        }
        Rejected known = ofActiveDirectory(error);
        if (known != null) {
            return known;
        }
        String unknown = code(VERDICT, error);
        if (unknown != null) {
            throw LdapFailure.unusable("a user's login has ended with 49, data " + unknown);
        }
        return new Rejected(DenyReason.BAD_CREDENTIALS);
    }

    /** Whether the server has looked at the password and found it wrong, so that it counts there, or may have. */
    static boolean isGuess(LDAPException error) {
        Rejected known = ofActiveDirectory(error);
        return LdapFailure.isWrongPassword(error) && (known == null || known.reason() == DenyReason.BAD_CREDENTIALS);
    }

    /** The same for people, of a login that is not a user's. */
    static String words(LDAPException error) {
        Rejected known = ofActiveDirectory(error);
        return known == null ? "invalid credentials (49)" : "invalid credentials (49, " + known.detail() + ")";
    }

    private static @Nullable Rejected ofActiveDirectory(LDAPException error) {
        String code = code(SUB_CODE, error);
        return code == null ? null : OF_ACTIVE_DIRECTORY.get(code);
    }

    private static @Nullable String code(Pattern pattern, LDAPException error) {
        String said = error.getDiagnosticMessage();
        Matcher code = pattern.matcher(said == null ? "" : said);
        return code.find() ? code.group(1).toLowerCase(Locale.ROOT) : null;
    }
}
