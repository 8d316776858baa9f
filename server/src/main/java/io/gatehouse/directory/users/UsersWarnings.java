package io.gatehouse.directory.users;

import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.UserWarnings;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.threads.BackgroundThread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Warnings about what is allowed in a users file and is likely a mistake. */
final class UsersWarnings {
    private UsersWarnings() {}

    static List<String> of(String file, NameForm form, Collection<FileUser> users, PasswordSchemes schemes) {
        if (users.isEmpty()) {
            return List.of(file + ": has no users: nobody can log in with it");
        }
        Warnings warnings = new Warnings(new UserWarnings(file), users);
        warnings.add(
                UsersWarnings::plain, "with a password in plain text: replace it by the output of \"gatehouse hash\"");
        warnings.add(
                user -> user.password() == null && user.nkeys().isEmpty(), "without a password, who cannot log in");
        gaps(warnings);
        warnings.add(
                user -> user.entitlement().limits().isEnforcedByNewServers(),
                "with subs or payload, which nats-server enforces on users that a callout lets in from 2.14.10 and 2.15.3"
                        + " on, and older ones do not");
        warnings.add(
                user -> user.entitlement().limits().data() != UserLimits.NO_LIMIT,
                "with data, which no nats-server enforces on users that a callout lets in");
        if (!form.folds()) {
            spellings(users, warnings);
        }
        if (schemes.counts().size() > 1) {
            warnings.said.add("passwords are stored in several ways " + schemes.counts()
                    + ": store all in one way, since otherwise the time of an answer tells which way a user has");
        }
        return warnings.said.texts();
    }

    /** What clients may stumble over where each spelling is another name. */
    private static void spellings(Collection<FileUser> users, Warnings warnings) {
        warnings.add(
                user -> !UnicodeForm.isComposed(user.entitlement().name()),
                "whose name is not in composed Unicode form (NFC), so that a client that sends it composed is refused");
        alike(users)
                .forEach(names -> warnings.said.add("the names " + names
                        + " look the same and are different users, since their accents are written in different ways"));
    }

    static List<String> ofTokens(String file, Collection<FileUser> tokens) {
        if (tokens.isEmpty()) {
            return List.of(file + ": has no tokens: nobody can log in with it");
        }
        Warnings warnings = new Warnings(new UserWarnings(file), tokens);
        gaps(warnings);
        return warnings.said.texts();
    }

    private static void gaps(Warnings warnings) {
        warnings.add(
                user -> publishes(user) && !subscribes(user),
                "who may subscribe to everything, since only publishing is restricted: add permissions.sub");
        warnings.add(
                user -> subscribes(user) && !publishes(user),
                "who may publish to everything, since only subscribing is restricted: add permissions.pub");
    }

    static List<String> unasked(String file, Collection<FileUser> users, Set<String> authUsers) {
        Warnings warnings = new Warnings(new UserWarnings(file), users);
        warnings.add(
                user -> authUsers.contains(user.entitlement().name()),
                "whom nats-server never asks about, since the server's configuration names them in auth_users, so that"
                        + " what is said of them here does not count: remove them here or there");
        return warnings.said.texts();
    }

    private static boolean plain(FileUser user) {
        PasswordHash password = user.password();
        return password != null && !password.slow();
    }

    /** Whether publishing is restricted; leave to respond takes away the leave to publish anything else. */
    private static boolean publishes(FileUser user) {
        UserPermissions permissions = user.entitlement().permissions();
        return !permissions.publish().isEverything() || permissions.responses() != null;
    }

    private static boolean subscribes(FileUser user) {
        return !user.entitlement().permissions().subscribe().isEverything();
    }

    /** Names that are equal once they are composed, in the form of the first few. */
    private static List<String> alike(Collection<FileUser> users) {
        Map<String, List<String>> alike = new TreeMap<>();
        BackgroundThread.paced(users.stream())
                .map(user -> user.entitlement().name())
                .forEach(name -> {
                    if (!UnicodeForm.decomposed(name).equals(name) || !UnicodeForm.isComposed(name)) {
                        alike.computeIfAbsent(UnicodeForm.composed(name), composed -> new ArrayList<>())
                                .add(Quoted.ascii(name));
                    }
                });
        return alike.values().stream()
                .filter(names -> names.size() > 1)
                .limit(UserWarnings.NAMED)
                .map(names -> String.join(" and ", names))
                .toList();
    }

    /** Warnings about those users of a file that a condition holds for. */
    private record Warnings(UserWarnings said, Collection<FileUser> users) {
        void add(Predicate<FileUser> concerned, String text) {
            said.add(
                    BackgroundThread.paced(users.stream())
                            .filter(concerned)
                            .map(user -> user.entitlement().name()),
                    text);
        }
    }
}
