package io.gatehouse.directory.file;

import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The users of one users.json, as they were when it was read; immutable. */
public final class UsersFile {
    private final String name;
    private final Map<String, FileUser> users;
    private final PasswordSchemes schemes;

    private UsersFile(String name, Map<String, FileUser> users) {
        this.name = name;
        this.users = users;
        this.schemes = PasswordSchemes.of(users.values());
    }

    /**
     * Reads a file.
     *
     * @throws UsersFileException when it cannot be read, or anything is wrong in it
     */
    public static UsersFile read(Path path) {
        return parse(path.toString(), bytes(path));
    }

    /** @throws UsersFileException when anything is wrong */
    static UsersFile parse(String name, byte[] json) {
        return of(name, UsersReader.read(name, json));
    }

    /** The users by their names; the map is not to be changed any more. */
    static UsersFile of(String name, Map<String, FileUser> users) {
        return new UsersFile(name, users);
    }

    /** The file's content, and one byte more than the bound when it is larger. */
    static byte[] bytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(UsersJson.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw Mistakes.only(path.toString(), "there is no such file");
        } catch (AccessDeniedException e) {
            throw Mistakes.only(path.toString(), "must not be read by the user that Gatehouse runs as");
        } catch (IOException e) {
            throw Mistakes.only(path.toString(), "cannot be read: " + e.getMessage());
        }
    }

    /** How many users it has. */
    public int size() {
        return users.size();
    }

    /** What an operator should know of a file that is right: weak passwords, permissions with a gap, limits in vain. */
    public List<String> warnings() {
        return UsersWarnings.of(name, users.values(), schemes);
    }

    /** The users that the policy could never let in, and why: their account has no key, or its scope forbids. */
    public List<String> warnings(Policy policy) {
        return UsersWarnings.refusals(name, users.values(), policy);
    }

    /** The accounts, by name or public key, that its users are to be placed in. */
    public Set<String> accounts() {
        Set<String> accounts = new TreeSet<>();
        users.values().forEach(user -> accounts.add(user.entitlement().account()));
        return accounts;
    }

    /** The same users, each who has not changed since the file before as it was in that: what is known of it still holds. */
    UsersFile after(UsersFile before) {
        if (before == this) {
            return this;
        }
        Map<String, FileUser> kept = new HashMap<>(users);
        kept.replaceAll((user, now) -> now.after(before.find(user)));
        return new UsersFile(name, kept);
    }

    Collection<FileUser> all() {
        return users.values();
    }

    @Nullable FileUser find(String user) {
        return users.get(user);
    }

    /**
     * A password to check for those who have none, so that they cost the same time: of the scheme that most users have;
     * null when nobody has a password.
     */
    @Nullable PasswordHash decoy() {
        return schemes.decoy();
    }
}
