package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UserWarnings;
import io.gatehouse.policy.text.NameForm;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of one directory among others: what it is asked about, and what the identities are called that it gives. A name
 * that begins with the prefix of another directory is that one's, and nobody's here; so are groups with that one's prefix for
 * groups.
 *
 * @param reserved longer prefixes of directories that know other people
 * @param reservedGroups the same of groups
 */
public record DirectoryNames(NameSettings settings, List<String> reserved, List<String> reservedGroups) {
    /** Of a directory whose names are taken as they are. */
    public static final DirectoryNames PLAIN = new DirectoryNames(NameSettings.NONE, List.of());

    private static final LookupResult RESERVED =
            new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "name_with_the_prefix_of_another_directory");
    private static final LookupResult RESERVED_GROUP =
            new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "group_with_the_prefix_of_another_directory");
    private static final LookupResult TOO_LONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "name_too_long");

    public DirectoryNames {
        reserved = List.copyOf(reserved);
        reservedGroups = List.copyOf(reservedGroups);
    }

    /** With groups that are nobody else's. */
    DirectoryNames(NameSettings settings, List<String> reserved) {
        this(settings, reserved, List.of());
    }

    /** Of each of several directories, in their order. */
    public static List<DirectoryNames> of(List<NameSettings> all) {
        return all.stream()
                .map(one -> new DirectoryNames(
                        one, reserved(one, all, NameSettings::prefix), reserved(one, all, NameSettings::groupPrefix)))
                .toList();
    }

    private static List<String> reserved(
            NameSettings own, List<NameSettings> all, Function<NameSettings, String> prefixOf) {
        String shorter = prefixOf.apply(own);
        return all.stream()
                .filter(other -> !own.isOfOneRealmWith(other))
                .map(prefixOf)
                .filter(prefix -> prefix.startsWith(shorter) && !prefix.equals(shorter))
                .distinct()
                .toList();
    }

    /** Whether several spellings are one name here. */
    boolean folds() {
        return settings.form().folds();
    }

    /** A login as this directory is asked about it; null when its user name is longer than any name here. */
    @Nullable AuthorizationRequest login(AuthorizationRequest login) {
        String user = login.connect().user();
        if (user == null || !folds()) {
            return login;
        }
        if (user.length() > NameForm.MAX_LENGTH) {
            return null;
        }
        String name = settings.form().of(user);
        return name.equals(user) ? login : login.withUser(name);
    }

    /** What becomes of the directory's answer: who is found has the name that everybody else knows. */
    LookupResult answer(LookupResult result) {
        if (!(result instanceof LookupResult.Found found) || (areAsGiven() && nothingIsReserved())) {
            return result;
        }
        Identity identity = found.identity();
        if (folds() && identity.name().length() > NameForm.MAX_LENGTH) {
            return TOO_LONG;
        }
        Identity named = named(identity);
        if (isReserved(named)) {
            return RESERVED;
        }
        return hasReservedGroup(named) ? RESERVED_GROUP : new LookupResult.Found(named, found.validity());
    }

    /** An identity of this directory by the name that everybody else knows. */
    public Identity named(Identity identity) {
        return areAsGiven()
                ? identity
                : identity.named(settings.prefix() + settings.form().of(identity.name()), groups(identity));
    }

    /** Names that everybody else knows as this directory has them. */
    Set<String> ofDirectory(Set<String> names) {
        String prefix = settings.prefix();
        return prefix.isEmpty()
                ? names
                : names.stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What is to be said of users who cannot log in, since their names are another directory's. */
    public List<String> warnings(String source, Stream<Identity> users) {
        UserWarnings warnings = new UserWarnings(source);
        if (nothingIsReserved()) {
            return warnings.texts();
        }
        List<Identity> refused = users.map(this::named)
                .filter(named -> isReserved(named) || hasReservedGroup(named))
                .toList();
        warnings.add(
                refused.stream().filter(this::isReserved).map(Identity::name),
                "whose name begins with names.prefix of another directory (" + String.join(", ", reserved)
                        + "), and who will be refused: rename them, or give both directories the same names.realm");
        warnings.add(
                refused.stream().filter(named -> !isReserved(named)).map(Identity::name),
                "in a group whose name begins with names.group_prefix of another directory ("
                        + String.join(", ", reservedGroups)
                        + "), and who will be refused: rename the group, or give both directories the same names.realm");
        return warnings.texts();
    }

    /** Whether its identities keep the names that it gives them. */
    private boolean areAsGiven() {
        return !folds() && settings.prefix().isEmpty() && settings.groupPrefix().isEmpty();
    }

    private boolean nothingIsReserved() {
        return reserved.isEmpty() && reservedGroups.isEmpty();
    }

    private boolean hasReservedGroup(Identity named) {
        return !reservedGroups.isEmpty()
                && named.groups().stream()
                        .anyMatch(group -> reservedGroups.stream().anyMatch(group::startsWith));
    }

    private boolean isReserved(Identity named) {
        return isOfAnother(named.name());
    }

    /** Whether a name that everybody knows can only be of a user of another directory. */
    boolean isOfAnother(String name) {
        return reserved.stream().anyMatch(name::startsWith);
    }

    private Set<String> groups(Identity identity) {
        return settings.groupPrefix().isEmpty()
                ? identity.groups()
                : identity.groups().stream()
                        .map(group -> settings.groupPrefix() + group)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
