package io.gatehouse.directory.nkey;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of the configuration and of a file, found by their keys. */
final class NkeyUsers {
    private final String directory;
    private final UsersFile configured;
    private final UsersFile file;
    private final Map<String, RegisteredKey> keys = new HashMap<>();
    private final RecentKeys recent;

    private NkeyUsers(String directory, UsersFile configured, UsersFile file) {
        this.directory = directory;
        this.recent = new RecentKeys(directory);
        this.configured = configured;
        this.file = file;
        file.all().forEach(this::add);
        configured.all().forEach(this::add);
    }

    private void add(FileUser user) {
        user.nkeys().forEach(key -> keys.put(key.text(), new RegisteredKey(key, user)));
    }

    /**
     * Of the configuration and a file together.
     *
     * @throws UsersFileException when a key or a name is in both
     */
    static NkeyUsers of(String directory, UsersFile configured, UsersFile file) {
        List<String> mistakes = NkeyFile.mistakes(configured, file);
        if (!mistakes.isEmpty()) {
            throw new UsersFileException(mistakes);
        }
        return new NkeyUsers(directory, configured, file);
    }

    /** Whose key it is; null when it is nobody's. */
    @Nullable RegisteredKey find(String key) {
        return keys.get(key);
    }

    /** Those that were proved of late. */
    RecentKeys recent() {
        return recent;
    }

    UsersFile file() {
        return file;
    }

    int size() {
        return configured.size() + file.size();
    }

    /** How many users have no key, so that they cannot log in here. */
    long withoutKeys() {
        return NkeyFile.withoutKeys(file);
    }

    Stream<Identity> identities() {
        return Stream.concat(configured.all().stream(), file.all().stream()).map(user -> user.identity(directory));
    }
}
