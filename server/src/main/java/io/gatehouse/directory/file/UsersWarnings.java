package io.gatehouse.directory.file;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.crypto.UnicodeForm;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is allowed in a users file, and yet seldom meant. */
final class UsersWarnings {
    /** How many users a warning names. */
    private static final int NAMED = 5;

    private UsersWarnings() {}

    static List<String> of(String file, Collection<FileUser> users, PasswordSchemes schemes) {
        if (users.isEmpty()) {
            return List.of(file + ": has no users: nobody can log in with it");
        }
        Warnings warnings = new Warnings(file, users);
        warnings.add(
                UsersWarnings::plain, "with a password in plain text: replace it by the output of \"gatehouse hash\"");
        warnings.add(user -> user.password() == null, "without a password, who cannot log in");
        warnings.add(
                user -> publishes(user) && !subscribes(user),
                "who may subscribe to everything, since only publishing is restricted: add permissions.sub");
        warnings.add(
                user -> subscribes(user) && !publishes(user),
                "who may publish to everything, since only subscribing is restricted: add permissions.pub");
        warnings.add(
                UsersWarnings::limited,
                "with subs or payload, which nats-server enforces on users that a callout lets in from 2.14.10 and 2.15.3"
                        + " on, and older ones do not");
        warnings.add(
                user -> user.entitlement().limits().data() != Limits.NO_LIMIT,
                "with data, which no nats-server enforces on users that a callout lets in");
        warnings.add(
                user -> !UnicodeForm.isComposed(user.entitlement().name()),
                "whose name is not in composed Unicode form (NFC), so that a client that sends it composed is refused");
        alike(users)
                .forEach(names -> warnings.add("the names " + names
                        + " look the same and are different users, since their accents are written in different ways"));
        if (schemes.counts().size() > 1) {
            warnings.add("passwords are stored in several ways " + schemes.counts()
                    + ": store all in one, since the time that an answer takes tells them apart");
        }
        return warnings.texts();
    }

    static List<String> refusals(String file, Collection<FileUser> users, Policy policy) {
        Warnings warnings = new Warnings(file, users);
        warnings.add(
                user -> policy.refusal(user.entitlement()) == DenyReason.ACCOUNT_UNKNOWN,
                "whose account or role has no signing key here, and who will be refused");
        warnings.add(
                user -> policy.refusal(user.entitlement()) == DenyReason.SCOPE_CONFLICT,
                "who will be refused, since the signing key is scoped: they must have no permissions, subs, data,"
                        + " payload, bearer_token or proxy_required of their own, and no * or > in name and tags");
        return warnings.texts();
    }

    private static boolean plain(FileUser user) {
        PasswordHash password = user.password();
        return password != null && !password.slow();
    }

    /** Whether publishing is restricted; leave to respond takes away the leave to publish anything else. */
    private static boolean publishes(FileUser user) {
        Permissions permissions = user.entitlement().permissions();
        return !permissions.publish().isEmpty() || permissions.responses() != null;
    }

    private static boolean subscribes(FileUser user) {
        return !user.entitlement().permissions().subscribe().isEmpty();
    }

    /** Whether the user has limits that newer servers enforce. */
    static boolean limited(FileUser user) {
        Limits limits = user.entitlement().limits();
        return limits.subs() != Limits.NO_LIMIT || limits.payload() != Limits.NO_LIMIT;
    }

    /** Names that are equal once they are composed, in the form of the first few. */
    private static List<String> alike(Collection<FileUser> users) {
        Map<String, List<String>> alike = new TreeMap<>();
        for (FileUser user : users) {
            String name = user.entitlement().name();
            if (!UnicodeForm.decomposed(name).equals(name) || !UnicodeForm.isComposed(name)) {
                alike.computeIfAbsent(UnicodeForm.composed(name), composed -> new ArrayList<>())
                        .add(Quoted.ascii(name));
            }
        }
        return alike.values().stream()
                .filter(names -> names.size() > 1)
                .limit(NAMED)
                .map(names -> String.join(" and ", names))
                .toList();
    }

    /** Collects warnings, each with its number of users and the names of the first. */
    private static final class Warnings {
        private final String file;
        private final Collection<FileUser> users;
        private final List<String> texts = new ArrayList<>();

        Warnings(String file, Collection<FileUser> users) {
            this.file = file;
            this.users = users;
        }

        void add(String text) {
            texts.add(file + ": " + text);
        }

        void add(Predicate<FileUser> concerned, String text) {
            List<String> names = users.stream()
                    .filter(concerned)
                    .map(FileUser::entitlement)
                    .map(Entitlement::name)
                    .sorted()
                    .toList();
            if (!names.isEmpty()) {
                add(names.size() + (names.size() == 1 ? " user " : " users ") + text + " (" + first(names) + ")");
            }
        }

        List<String> texts() {
            return List.copyOf(texts);
        }

        private static String first(List<String> names) {
            String first = String.join(
                    ", ", names.stream().limit(NAMED).map(Quoted::of).toList());
            return names.size() > NAMED ? first + ", …" : first;
        }
    }
}
