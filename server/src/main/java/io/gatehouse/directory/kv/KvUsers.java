package io.gatehouse.directory.kv;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.HeapFullException;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.Quoted;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of a bucket, in memory. Read by all threads, changed by the one that follows the bucket. Each reading of the whole
 * bucket is a generation: at its end, all who were not told of in it are gone at once.
 */
final class KvUsers {
    /** So many mistakes of a reading are told one by one. */
    private static final int MOST_TOLD = 20;

    private final String bucket;
    private final NameForm form;
    private final int hashing;
    private final Consumer<String> mistakes;
    private final Map<String, KvEntry> entries = new ConcurrentHashMap<>();
    private UserRecords records;
    /** Who was deleted since the reading began, until all older changes were told. */
    private final Set<String> deleted = new HashSet<>();

    private long begin;
    private long lastDeleted;
    private int generation;
    private boolean reading;
    private boolean read;
    private int unusable;
    private long last = System.nanoTime();
    private int count;
    private volatile int size;
    private volatile long version = last;
    private volatile @Nullable PasswordHash decoy;

    /**
     * @param form the form that all names have: two spellings of one are never two users
     * @param hashing how many passwords are hashed at a time
     * @param mistakes told of each record that cannot be used
     */
    KvUsers(String bucket, NameForm form, int hashing, Consumer<String> mistakes) {
        this.bucket = bucket;
        this.form = form;
        this.hashing = hashing;
        this.mistakes = mistakes;
        this.records = UserRecords.ofProcess(hashing);
    }

    /** What is known of a user; null when nothing, and when it was deleted: what came after that may not be known. */
    @Nullable KvEntry find(String name) {
        KvEntry entry = entries.get(name);
        return entry == null || entry.state() == KvEntry.State.DELETED ? null : entry;
    }

    /** Whether a name that is not here looks like one that is, and differs in how its accents are written. */
    boolean hasInOtherForm(String name) {
        return isUser(UnicodeForm.composed(name)) || isUser(UnicodeForm.decomposed(name));
    }

    private boolean isUser(String name) {
        KvEntry entry = entries.get(name);
        return entry != null && entry.user() != null;
    }

    /** Of all that is known up to now; another one after each change. */
    long version() {
        return version;
    }

    @Nullable PasswordHash decoy() {
        return decoy;
    }

    /** Those whose records can be used, made anew for each who asks. */
    Stream<Identity> identities(String directory) {
        return users().map(user -> user.identity(directory));
    }

    private Stream<FileUser> users() {
        return entries.values().stream().map(KvEntry::user).filter(Objects::nonNull);
    }

    /**
     * Begins to read the whole bucket; who is known stays so until it tells otherwise, or has been read.
     *
     * @param revision the last before it: changes are told from the next one on, also those that the reading knows already
     */
    void beginReading(long revision) {
        generation++;
        begin = revision;
        deleted.clear();
        reading = true;
        unusable = 0;
        records = UserRecords.ofProcess(hashing);
        step();
    }

    /**
     * Takes what the bucket tells of a user, unless something newer is known.
     *
     * @throws HeapFullException when the heap has no room for it
     */
    void apply(KvRecord told) {
        take(told);
    }

    /** The same for a change: what was said of who is not here may be different now. */
    void change(KvRecord told) {
        take(told);
        if (!reading && !deleted.isEmpty() && told.revision() >= lastDeleted) {
            forgetDeleted();
        }
        step();
    }

    /** Nothing older is told any more. */
    private void forgetDeleted() {
        for (String name : deleted) {
            KvEntry entry = entries.get(name);
            if (entry != null && entry.state() == KvEntry.State.DELETED) {
                entries.remove(name);
                records.giveBackName(name);
            }
        }
        deleted.clear();
    }

    private void take(KvRecord told) {
        String name = KvKey.name(told.key());
        if (name == null) {
            if (!told.key().startsWith("_")) {
                tell("key " + Quoted.of(told.key())
                        + " is no user's: see how names are written as keys in docs/guides/kv.md");
            }
            return;
        }
        if (!form.of(name).equals(name)) {
            tell(source(bucket, told.key()) + ": the names of this directory are in lower case (names.case): its key"
                    + " would be " + KvKey.of(form.of(name)));
            return;
        }
        KvEntry before = entries.get(name);
        if (before != null && before.isAtLeastAsNewAs(told.revision(), generation)) {
            return;
        }
        boolean counted = isCounted(before);
        KvEntry now = entry(name, told, before);
        if (counted && before != null) {
            giveBack(name, before, now);
        }
        if (now == null) {
            entries.remove(name);
        } else if (now != before) {
            entries.put(name, now);
        }
        count += users(now) - users(before);
        size = count;
    }

    /** Gives back the room of what takes no more, or for which it was taken twice. */
    private void giveBack(String name, KvEntry before, @Nullable KvEntry now) {
        if (now == before) {
            records.giveBackEntry();
            return;
        }
        FileUser user = before.user();
        if (user == null) {
            records.giveBackName(name);
        } else {
            records.giveBack(user);
        }
        if (now != null && now.user() == null) {
            records.keepName(name);
        }
    }

    @SuppressWarnings("ReferenceEquality") // who is as before is the same, not an equal one
    private static boolean isSame(@Nullable FileUser one, FileUser other) {
        return one == other;
    }

    private static int users(@Nullable KvEntry entry) {
        return entry == null || entry.user() == null ? 0 : 1;
    }

    /** What is known of a user from now on; null for nothing. */
    private @Nullable KvEntry entry(String name, KvRecord told, @Nullable KvEntry before) {
        byte[] value = told.value();
        if (value != null) {
            return read(name, value, told.revision(), before);
        }
        if (!reading || told.revision() <= begin) {
            return null;
        }
        takeName(name, before);
        deleted.add(name);
        lastDeleted = Math.max(lastDeleted, told.revision());
        return KvEntry.deleted(told.revision(), generation);
    }

    private KvEntry read(String name, byte[] value, long revision, @Nullable KvEntry before) {
        try {
            FileUser user = records.read(
                    source(bucket, KvKey.of(name)), name, value, before == null ? null : before.user(), next());
            return before != null && isSame(before.user(), user)
                    ? before.told(revision, generation)
                    : KvEntry.of(user, revision, generation);
        } catch (UsersFileException e) {
            takeName(name, before);
            e.mistakes().forEach(this::tell);
            return KvEntry.unusable(revision, generation);
        } catch (HeapFullException e) {
            // Who was known is not to go on as before; of who is new, nothing can be kept.
            if (reading || before == null) {
                throw e;
            }
            tell(source(bucket, KvKey.of(name)) + ": " + records.tooLarge(0));
            return KvEntry.unusable(revision, generation);
        }
    }

    /** Takes room for an entry without a user; one that is there goes on in its own. */
    private void takeName(String name, @Nullable KvEntry before) {
        if (!isCounted(before)) {
            records.takeName(name);
        }
    }

    /** Whether the room of what is known of a user is taken in this reading. */
    private boolean isCounted(@Nullable KvEntry entry) {
        return entry != null && entry.isOf(generation);
    }

    private void tell(String mistake) {
        unusable++;
        if (!reading || unusable <= MOST_TOLD) {
            mistakes.accept(mistake);
        }
    }

    /** Where a record is, for messages. */
    static String source(String bucket, String key) {
        return "bucket " + bucket + ", key " + key;
    }

    /** The whole bucket was read: who was not told of is gone. */
    void endReading() {
        reading = false;
        read = true;
        int now = generation;
        entries.values().removeIf(entry -> !entry.isOf(now));
        List<FileUser> users = users().toList();
        count = users.size();
        size = count;
        decoy = UserRecords.decoy(users);
        if (unusable > MOST_TOLD) {
            mistakes.accept("bucket " + bucket + ": and " + (unusable - MOST_TOLD) + " more mistakes");
        }
        step();
    }

    /** The bucket is too large: what was read for nobody is dropped, and who was known before stays. */
    String abandonReading(long size) {
        String words = records.tooLarge(size);
        if (!read) {
            entries.clear();
            count = 0;
            size = 0;
        }
        reading = false;
        step();
        return words;
    }

    /** Everything that was said up to now about who is not here may be different. */
    private void step() {
        version = next();
    }

    /** A number that was never given before. */
    private long next() {
        last = Math.max(last + 1, System.nanoTime());
        return last;
    }

    int size() {
        return size;
    }

    int unusable() {
        return unusable;
    }
}
