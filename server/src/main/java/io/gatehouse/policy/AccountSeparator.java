package io.gatehouse.policy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import org.jspecify.annotations.Nullable;

/** What stands in a user name between the user and the account that the login asks for, as in {@code alice/APP2}. */
public final class AccountSeparator {
    /** User names are what they are. */
    public static final AccountSeparator NONE = new AccountSeparator('\0');

    private static final Key<String> SEPARATOR = Key.of(
                    "account_separator", "one character", "", given -> character(given.text()))
            .help("Lets a login ask for one of several accounts that [rules](rules.md#several-accounts) give: with `/`,"
                    + " `alice/APP2` is the user `alice` who asks for the account APP2, and `/APP2` asks for it beside a"
                    + " token, an nkey or a certificate. The last one in the name counts. Off when left out.");

    /** Its key. */
    public static final Section SECTION = Section.of("callout", SEPARATOR);

    private final char separator;

    private AccountSeparator(char separator) {
        this.separator = separator;
    }

    /** As it is configured. */
    public static AccountSeparator read(Values root) {
        String text = root.in(SECTION).find(SEPARATOR);
        return text == null ? NONE : of(text);
    }

    /**
     * The separator of a text.
     *
     * @throws IllegalArgumentException when it is not one character that can separate names
     */
    public static AccountSeparator of(String text) {
        return new AccountSeparator(character(text).charAt(0));
    }

    private static String character(String text) {
        char first = text.length() == 1 ? text.charAt(0) : 'a';
        if (first <= ' ' || first >= 0x7f || Character.isLetterOrDigit(first)) {
            throw new IllegalArgumentException(
                    "must be one ASCII character that is no letter, digit or space, such as /");
        }
        return text;
    }

    /** Whether logins can ask for an account. */
    boolean isUsed() {
        return separator != '\0';
    }

    /** The account that a login asks for; null when it asks for none. */
    public @Nullable String account(AuthorizationRequest login) {
        String user = login.connect().user();
        int at = user == null || !isUsed() ? -1 : user.lastIndexOf(separator);
        return user == null || at < 0 ? null : user.substring(at + 1);
    }

    /** The login without the account that it asks for. */
    public AuthorizationRequest withoutAccount(AuthorizationRequest login) {
        ConnectOptions connect = login.connect();
        String user = connect.user();
        int at = user == null || !isUsed() ? -1 : user.lastIndexOf(separator);
        if (user == null || at < 0) {
            return login;
        }
        return login.withUser(at == 0 ? null : user.substring(0, at));
    }

    /** The character, in quotes; for messages. */
    @Override
    public String toString() {
        return isUsed() ? "AccountSeparator[" + separator + "]" : "AccountSeparator[none]";
    }
}
