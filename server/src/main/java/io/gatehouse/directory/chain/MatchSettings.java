package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.NamePattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the logins that fit every criterion; one that is empty fits all.
 *
 * @param credentials the login brings one of these
 * @param users the user name fits one of these; a login without a name fits none
 * @param connections the connection may be of one of these types
 * @param accounts public keys: what the request is for, the callout's issuer or in operator mode the account
 */
record MatchSettings(
        Set<CredentialKind> credentials, List<NamePattern> users, Set<ConnectionType> connections, Set<String> accounts)
        implements Match {
    private static final Key<Set<CredentialKind>> CREDENTIAL = Key.choices("credential", CredentialKind.class)
            .help("Logins that bring one of these. `password` is a user name with a password, `nkey` a signed nonce; in"
                    + " operator mode every client brings the sentinel's `jwt`.");
    private static final Key<List<String>> USER = Key.list("user", "")
            .help(
                    "Logins whose user name fits one of these, in which `*` is any text: `*@example.com`. One with a comma in"
                            + " it is written in a list. Those without a user name fit none.");
    private static final Key<Set<ConnectionType>> CONNECTION = Key.choices("connection", ConnectionType.class)
            .help("Logins by one of these types of connection. `mqtt_ws` cannot be told from `mqtt`, nor `leafnode_ws`"
                    + " from `leafnode`: one of the two is both.");
    private static final Key<List<Nkey>> ACCOUNT = Key.publicKeys("account", NkeyKind.ACCOUNT)
            .help("Logins that one of these asks about: the account with the callout in operator mode, the callout's"
                    + " `issuer` in config mode.");

    /** Their keys. */
    static final Section SECTION = Section.of("match", CREDENTIAL, USER, CONNECTION, ACCOUNT);

    /**
     * As it is configured for a directory.
     *
     * @param form in which user names are matched
     */
    static Match read(Values directory, NameForm form) {
        Values in = directory.in(SECTION);
        MatchSettings match = new MatchSettings(
                in.get(CREDENTIAL, Set.of()),
                in.get(USER, List.of()).stream()
                        .map(pattern -> NamePattern.of(form.of(pattern)))
                        .toList(),
                in.get(CONNECTION, Set.of()),
                Set.copyOf(in.get(ACCOUNT, List.of()).stream().map(Nkey::text).toList()));
        return match.equals(new MatchSettings(Set.of(), List.of(), Set.of(), Set.of())) ? ALL : match;
    }

    @Override
    public boolean matches(AuthorizationRequest login) {
        return matchesCredential(login)
                && matchesUser(login.connect().user())
                && matchesConnection(login)
                && matchesAccount(login);
    }

    @Override
    public List<String> unmatched(AuthorizationRequest login) {
        List<String> unmatched = new ArrayList<>();
        if (!matchesCredential(login)) {
            unmatched.add("match.credential: " + words(credentials));
        }
        if (!matchesUser(login.connect().user())) {
            unmatched.add("match.user: " + words(users));
        }
        if (!matchesConnection(login)) {
            unmatched.add("match.connection: " + words(connections));
        }
        if (!matchesAccount(login)) {
            unmatched.add("match.account: " + words(accounts));
        }
        return unmatched;
    }

    private static String words(Collection<?> wanted) {
        return wanted.stream().map(MatchSettings::word).sorted().collect(Collectors.joining(", "));
    }

    private static String word(Object wanted) {
        if (wanted instanceof NamePattern pattern) {
            return String.join("*", pattern.parts());
        }
        return wanted instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : wanted.toString();
    }

    @Override
    public boolean readsTls() {
        return credentials.contains(CredentialKind.CERTIFICATE);
    }

    @Override
    public boolean sharesUsersWith(Match other) {
        return !(other instanceof MatchSettings settings)
                || users.isEmpty()
                || settings.users.isEmpty()
                || users.stream().anyMatch(one -> settings.users.stream().anyMatch(one::overlaps));
    }

    @Override
    public boolean takesAnyFor(Set<String> subjects) {
        return accounts.isEmpty() || !Collections.disjoint(accounts, subjects);
    }

    @Override
    public boolean mayTake(String user) {
        return matchesUser(user);
    }

    private boolean matchesCredential(AuthorizationRequest login) {
        return credentials.isEmpty() || credentials.stream().anyMatch(kind -> kind.isIn(login));
    }

    private boolean matchesUser(@Nullable String user) {
        return users.isEmpty() || (user != null && users.stream().anyMatch(pattern -> pattern.matches(user)));
    }

    private boolean matchesConnection(AuthorizationRequest login) {
        return connections.isEmpty()
                || ConnectionType.of(login.client()).stream().anyMatch(connections::contains);
    }

    private boolean matchesAccount(AuthorizationRequest login) {
        return accounts.isEmpty() || accounts.contains(login.subject());
    }
}
