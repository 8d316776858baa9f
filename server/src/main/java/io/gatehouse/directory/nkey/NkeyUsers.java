package io.gatehouse.directory.nkey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of the configuration and of a file, found by their keys. Of a bounded many of those who logged in of late the
 * prepared key is kept, and the identity with what policy prepared for it: a signature can be answered from no cache, but the
 * rest can.
 */
final class NkeyUsers {
    /** Those who are kept; each takes some KB in the usual case. */
    private static final int KEPT = 4096;

    private final String directory;
    private final UsersFile configured;
    private final UsersFile file;
    private final Map<String, Registered> keys = new HashMap<>();
    private final Cache<Registered, Prepared> recent =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(KEPT).build();

    private NkeyUsers(String directory, UsersFile configured, UsersFile file) {
        this.directory = directory;
        this.configured = configured;
        this.file = file;
        file.all().forEach(this::add);
        configured.all().forEach(this::add);
    }

    private void add(FileUser user) {
        user.nkeys().forEach(key -> keys.put(key.text(), new Registered(key, user)));
    }

    /**
     * Of the configuration and a file together.
     *
     * @throws UsersFileException when a key or a name is in both
     */
    static NkeyUsers of(String directory, UsersFile configured, UsersFile file) {
        List<String> mistakes = new ArrayList<>();
        NkeyUsers alone = new NkeyUsers(directory, configured, UsersFile.NONE);
        for (FileUser user : file.all()) {
            String name = user.entitlement().name();
            if (configured.find(name) != null) {
                mistakes.add(file.name() + ": user " + name + ": is in " + configured.name() + " as well: remove one");
            }
            for (Nkey key : user.nkeys()) {
                if (alone.keys.containsKey(key.text())) {
                    mistakes.add(file.name() + ": user " + name + ": nkey: " + key + " is in " + configured.name()
                            + " as well: remove one");
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UsersFileException(mistakes);
        }
        return new NkeyUsers(directory, configured, file);
    }

    /** Whose key it is; null when it is nobody's. */
    @Nullable Registered find(String key) {
        return keys.get(key);
    }

    /** What a login with the key takes; the same for logins that follow one another. */
    Prepared prepared(Registered registered) {
        Prepared known = recent.getIfPresent(registered);
        if (known == null) {
            known = new Prepared(Ed25519.fastest().verifier(registered.key), registered.user.identity(directory));
            recent.put(registered, known);
        }
        return known;
    }

    UsersFile file() {
        return file;
    }

    int size() {
        return configured.size() + file.size();
    }

    /** How many users have no key, so that they cannot log in here. */
    long withoutKeys() {
        return file.all().stream().filter(user -> user.nkeys().isEmpty()).count();
    }

    Stream<Identity> identities() {
        return Stream.concat(configured.all().stream(), file.all().stream()).map(user -> user.identity(directory));
    }

    /** A key, and whose it is; equal to itself alone, so that nobody's record is compared. */
    static final class Registered {
        private final Nkey key;
        private final FileUser user;

        private Registered(Nkey key, FileUser user) {
            this.key = key;
            this.user = user;
        }

        Nkey key() {
            return key;
        }

        FileUser user() {
            return user;
        }
    }

    /** Checks the signatures of a key, and who its owner is. */
    record Prepared(Ed25519.Verifier verifier, Identity identity) {}
}
