package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file of users with nkeys, beside the users that its directory has in the configuration. */
public final class NkeyFile {
    private NkeyFile() {}

    /** What keeps both from being one directory: a name or a key that is in both. */
    public static List<String> mistakes(UsersFile configured, UsersFile file) {
        Set<Nkey> keys = new HashSet<>();
        configured.all().forEach(user -> keys.addAll(user.nkeys()));
        List<String> mistakes = new ArrayList<>();
        for (FileUser user : file.all()) {
            String name = user.entitlement().name();
            if (configured.find(name) != null) {
                mistakes.add(file.name() + ": user " + name + ": is in " + configured.name() + " as well: remove one");
            }
            for (Nkey key : user.nkeys()) {
                if (keys.contains(key)) {
                    mistakes.add(file.name() + ": user " + name + ": nkey: " + key + " is in " + configured.name()
                            + " as well: remove one");
                }
            }
        }
        return mistakes;
    }

    /** How many users have no key, so that they cannot log in with one. */
    public static long withoutKeys(UsersFile file) {
        return file.all().stream().filter(user -> user.nkeys().isEmpty()).count();
    }
}
