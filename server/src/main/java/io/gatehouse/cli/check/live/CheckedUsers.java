package io.gatehouse.cli.check.live;

import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.policy.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The users of all files that can be used. */
public record CheckedUsers(List<CheckedFile> files) {
    /** The accounts that users are placed in. */
    public Set<String> accounts() {
        Set<String> accounts = new TreeSet<>();
        files.forEach(file -> accounts.addAll(file.users.accounts()));
        // Of users who leave it to rules.
        accounts.remove("");
        return accounts;
    }

    public Stream<Identity> identities() {
        return files.stream().flatMap(CheckedFile::identities);
    }

    /** What to say of the users whom nats-server never asks about. */
    public List<String> unasked(Collection<String> authUsers) {
        return files.stream()
                .flatMap(file -> file.users.unasked(authUsers).stream())
                .toList();
    }

    /** How many have limits that older servers do not enforce. */
    public long limited() {
        return files.stream().mapToLong(file -> file.users.limited()).sum();
    }

    /**
     * The users of one file.
     *
     * @param names what they are called
     */
    public record CheckedFile(UsersFile users, DirectoryNames names) {
        public Stream<Identity> identities() {
            return users.identities().map(names::named);
        }
    }
}
