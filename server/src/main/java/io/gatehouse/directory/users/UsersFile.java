package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.directory.names.NameTable;
import io.gatehouse.directory.records.Prints;
import io.gatehouse.directory.users.Utf8Text.Utf16Exception;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.threads.BackgroundThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of one users.json, or the tokens of one tokens.json by their ids, as they were when it was read; immutable. */
public final class UsersFile {
    /** No users at all, and after them those with names as they are written. */
    public static final UsersFile NONE = none(NameForm.EXACT);

    /** No tokens at all, and after them those of a tokens.json. */
    public static final UsersFile NO_TOKENS =
            new UsersFile("", RecordKind.TOKENS, NameForm.EXACT, NameTable.empty(), 0, 0);

    /** So many users are looked at between two steps of a thread in the background. */
    private static final int PACE = 1_024;

    private final String name;
    private final RecordKind kind;
    private final NameForm form;
    private final NameTable<FileUser> users;
    private final PasswordSchemes schemes;
    /** Of the records, in the order of the users; none when it is not known in which bytes they were written. */
    private final Prints prints;

    private final long checksum;
    private final long version;

    private UsersFile(
            String name, RecordKind kind, NameForm form, NameTable<FileUser> users, long checksum, long version) {
        this(name, kind, form, users, Prints.NONE, checksum, version);
    }

    private UsersFile(
            String name,
            RecordKind kind,
            NameForm form,
            NameTable<FileUser> users,
            Prints prints,
            long checksum,
            long version) {
        this.prints = prints;
        this.kind = kind;
        this.name = name;
        this.form = form;
        this.version = version;
        this.checksum = checksum;
        this.users = users;
        this.schemes = PasswordSchemes.of(BackgroundThread.paced(users.values().stream()));
    }

    /**
     * No users at all.
     *
     * @param form of the names of the users in the files that take its place
     */
    public static UsersFile none(NameForm form) {
        return new UsersFile("", RecordKind.USERS, form, NameTable.empty(), 0, 0);
    }

    /**
     * Reads a file with names as they are written.
     *
     * @throws UsersFileException when it cannot be read, anything is wrong in it, or the heap has no room for it
     */
    public static UsersFile read(Path path) {
        return read(path, NameForm.EXACT);
    }

    /**
     * Reads a file with names of a form.
     *
     * @throws UsersFileException when it cannot be read, anything is wrong in it, or the heap has no room for it
     */
    public static UsersFile read(Path path, NameForm form) {
        return readAfter(path, none(form));
    }

    /**
     * Reads a file that takes the place of another, of the same kind.
     *
     * @throws UsersFileException when it cannot be read, anything is wrong in it, or the heap has no room for it
     */
    public static UsersFile readAfter(Path path, UsersFile before) {
        return read(path, before, HeapRoom.ofProcess());
    }

    /**
     * Reads a file that takes the place of another, with names of the same form.
     *
     * @param hashing how many passwords are hashed at a time, which the heap must have room for as well
     */
    public static UsersFile read(Path path, UsersFile before, int hashing) {
        return read(path, before, HeapRoom.ofProcess(hashing));
    }

    /**
     * Reads a file.
     *
     * @param before the users loaded: each who has not changed stays as it was in that, so that what is known of it
     *     still holds
     */
    static UsersFile read(Path path, UsersFile before, HeapRoom room) {
        String name = path.toString();
        return UsersSource.read(path, in -> changed(name, in, before, room))
                .orElseGet(() -> UsersSource.read(path, in -> parse(name, in, Files.size(path), before, room)));
    }

    /** A file that differs in few users from the one before; empty when it may differ in more. */
    private static Optional<UsersFile> changed(String name, InputStream in, UsersFile before, HeapRoom room)
            throws IOException {
        if (before.prints.size() == 0) {
            return Optional.empty();
        }
        long version = before.nextVersion();
        return KnownUsers.read(name, in, before, room, version)
                .map(read -> new UsersFile(
                        name, before.kind, before.form, read.users(), read.prints(), read.checksum(), version));
    }

    private long nextVersion() {
        return Math.max(version + 1, System.nanoTime());
    }

    /** @throws UsersFileException when anything is wrong */
    static UsersFile parse(String name, byte[] json) {
        return parse(name, json, NONE);
    }

    /** Reads the content of a file that takes the place of another. */
    public static UsersFile parse(String name, byte[] json, UsersFile before) {
        try {
            return parse(name, new ByteArrayInputStream(json), json.length, before, HeapRoom.ofProcess());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UsersFile parse(String name, InputStream in, long size, UsersFile before, HeapRoom room)
            throws IOException {
        if (size > UsersJson.MAX_BYTES) {
            throw Mistakes.only(name, UsersJson.TOO_LARGE);
        }
        Prints.Builder prints = new Prints.Builder(before.size());
        try (Utf8Text json = Utf8Text.of(prints.reading(in), UsersJson.MAX_BYTES)) {
            long version = before.nextVersion();
            NameTable<FileUser> users = UsersReader.read(name, json, size, before, room, version);
            return new UsersFile(
                    name, before.kind, before.form, users, prints.build(users.size()), json.checksum(), version);
        } catch (Utf16Exception e) {
            throw Mistakes.only(name, "is not UTF-8 but UTF-16 or UTF-32: save it as UTF-8");
        }
    }

    /** The users by their names. */
    public static UsersFile of(String name, Map<String, FileUser> users) {
        NameTable.Builder<FileUser> table = new NameTable.Builder<>(users.size());
        users.forEach(table::put);
        return new UsersFile(name, RecordKind.USERS, NameForm.EXACT, table.build(), 0, System.nanoTime());
    }

    /** When it was read, in {@link System#nanoTime()}, and later than the file before: no two files in use have the same. */
    public long version() {
        return version;
    }

    /** The checksum of the bytes that were read. */
    public long checksum() {
        return checksum;
    }

    /** How many users it has. */
    public int size() {
        return users.size();
    }

    /** What an operator should know of a file that is right: weak passwords, permissions with a gap, limits in vain. */
    public List<String> warnings() {
        return kind == RecordKind.TOKENS
                ? UsersWarnings.ofTokens(name, users.values())
                : UsersWarnings.of(name, form, users.values(), schemes);
    }

    /** Its users as policy knows them, made anew for each who asks. */
    public Stream<Identity> identities() {
        return BackgroundThread.paced(users.values().stream()).map(user -> user.identity(name));
    }

    /** The name of the file, for messages. */
    public String name() {
        return name;
    }

    /** The users whom nats-server never asks about, because its own configuration lets them in. */
    public List<String> unasked(Collection<String> authUsers) {
        return UsersWarnings.unasked(name, users.values(), Set.copyOf(authUsers));
    }

    /** How many users have {@code subs} or {@code payload}. */
    public long limited() {
        return BackgroundThread.paced(users.values().stream())
                .filter(user -> user.entitlement().limits().isEnforcedByNewServers())
                .count();
    }

    /** The accounts, by name or public key, that its users are to be placed in. */
    public Set<String> accounts() {
        Set<String> accounts = new TreeSet<>();
        users.values().forEach(user -> accounts.add(user.entitlement().account()));
        return accounts;
    }

    /** What its records are. */
    public RecordKind kind() {
        return kind;
    }

    /** The form of the names by which users are found. */
    NameForm form() {
        return form;
    }

    /** Whether any password has to be hashed to be checked. */
    public boolean hashes() {
        return schemes.slow();
    }

    /** All of them. */
    public Collection<FileUser> all() {
        return users.values();
    }

    /** The user of a name in the form that the names here have; null when there is none. */
    public @Nullable FileUser find(String user) {
        return users.find(user);
    }

    /** The user of a name with the name itself, as it is here; null when there is none. */
    @Nullable Named named(String user) {
        int index = users.indexOf(user);
        return index < 0 ? null : new Named(users.name(index), users.value(index));
    }

    /**
     * Goes through the users of a file before this one who are not as they were.
     *
     * @param each takes such a user with what it is here; null where it is gone
     */
    @SuppressWarnings("ReferenceEquality") // who is as before is the same, not an equal one
    public void changedSince(UsersFile before, BiConsumer<FileUser, @Nullable FileUser> each) {
        for (int i = 0; i < before.size(); i++) {
            FileUser was = before.userAt(i);
            if (i >= size() || userAt(i) != was) {
                FileUser now = find(before.nameAt(i));
                if (now != was) {
                    each.accept(was, now);
                }
            }
            if (i % PACE == 0) {
                BackgroundThread.step();
            }
        }
    }

    String nameAt(int index) {
        return users.name(index);
    }

    FileUser userAt(int index) {
        return users.value(index);
    }

    /** Of the records, in the order of the users. */
    Prints prints() {
        return prints;
    }

    /** The same names with other users at some places. */
    NameTable<FileUser> with(Map<Integer, FileUser> others) {
        return users.with(others);
    }

    /** A user with its name, as both are in memory. */
    record Named(String name, FileUser user) {}

    /** Whether a name that is not here looks like one that is, and differs in how its accents are written. */
    public boolean hasInOtherForm(String user) {
        return users.indexOf(UnicodeForm.composed(user)) >= 0 || users.indexOf(UnicodeForm.decomposed(user)) >= 0;
    }

    /**
     * A password to check for those who have none, so that they cost the same time: of the scheme that most users have;
     * null when nobody has a password.
     */
    public @Nullable PasswordHash decoy() {
        return schemes.decoy();
    }
}
