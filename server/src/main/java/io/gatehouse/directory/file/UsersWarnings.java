package io.gatehouse.directory.file;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.crypto.UnicodeForm;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Misconfiguration;
import io.gatehouse.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    static List<String> unasked(String file, Collection<FileUser> users, Set<String> authUsers) {
        Warnings warnings = new Warnings(file, users);
        warnings.add(
                user -> authUsers.contains(user.entitlement().name()),
                "whom nats-server never asks about, since the server's configuration names them in auth_users, so that"
                        + " what is said of them here does not count: remove them here or there");
        return warnings.texts();
    }

    static List<String> unanswered(String file, Collection<FileUser> users, Policy policy) {
        Warnings warnings = new Warnings(file, users);
        IdentityHashMap<FileUser, Misconfiguration> mistakes = new IdentityHashMap<>();
        for (FileUser user : users) {
            Misconfiguration mistake = policy.misconfiguration(user.entitlement());
            if (mistake != null) {
                mistakes.put(user, mistake);
            }
        }
        warnings.add(
                user -> mistakes.get(user) == Misconfiguration.ACCOUNT_UNKNOWN,
                "whose account or role has no signing key here, and who will get no answer: add the key, or correct account"
                        + " and role");
        warnings.add(
                user -> mistakes.get(user) == Misconfiguration.ACCOUNT_NOT_ALLOWED,
                "who will get no answer, because users may not be placed in their account: callout.allowed_accounts does"
                        + " not name it (for the system account and the callout's own, * is not enough)");
        warnings.add(
                user -> mistakes.get(user) == Misconfiguration.SCOPE_CONFLICT,
                "who will get no answer, since the signing key is scoped: they must have no permissions, subs, data,"
                        + " payload, bearer_token or proxy_required of their own, and their names and the values of their"
                        + " tags must be one literal token of a subject: no dot (but see allow_dots), white space, *, > or {{");
        return warnings.texts();
    }

    /** Who cannot be let in because nats-server would not take the answer: each by name, with its size, up to a number. */
    static List<String> tooLarge(String file, Collection<FileUser> users, Policy policy, AnswerSizes sizes) {
        List<FileUser> large = users.stream()
                .filter(user -> !sizes.fits(user.entitlement(), policy))
                .sorted(Comparator.comparing(user -> user.entitlement().name()))
                .toList();
        List<String> texts = new ArrayList<>();
        for (FileUser user : large.subList(0, Math.min(NAMED, large.size()))) {
            texts.add(file + ": user " + Quoted.of(user.entitlement().name())
                    + " cannot be let in: the answer would have "
                    + sizes.of(user.entitlement(), policy) + " bytes, and nats-server takes " + sizes.most()
                    + ": shorten the permissions, or raise max_payload (nothing takes more than 1 MiB)");
        }
        if (large.size() > NAMED) {
            texts.add(file + ": and " + (large.size() - NAMED) + " more users whose answers are too large");
        }
        return List.copyOf(texts);
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
