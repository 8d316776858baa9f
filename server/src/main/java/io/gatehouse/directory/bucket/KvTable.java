package io.gatehouse.directory.bucket;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.Identity;
import io.gatehouse.threads.BackgroundThread;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a bucket, in memory: users by their names, or tokens by their ids. Read by all threads, changed by the one that
 * follows the bucket. Each reading of the whole bucket is a generation: at its end, all who were not told of in it are gone at
 * once.
 */
final class KvTable {
    private final KvRecordReader reader;
    private final RecordListener listener;
    private final KvTimeline timeline = new KvTimeline();
    private final Map<String, KvEntry> entries = new ConcurrentHashMap<>();
    /** Who was deleted since the reading began, until all older changes were told. */
    private final Set<String> deleted = new HashSet<>();

    /** Of whom the reading has told something older than what is known. */
    private final Set<String> older = new HashSet<>();

    private long begin;
    private long lastDeleted;
    private int generation;
    private boolean reading;
    private long last = System.nanoTime();
    private int count;
    private volatile boolean read;
    private volatile int size;
    private volatile long version = last;
    private volatile @Nullable PasswordHash decoy;

    KvTable(KvRecordReader reader, RecordListener listener) {
        this.reader = reader;
        this.listener = listener;
    }

    /** What is known of a name; null when nothing, and when it was deleted: what came after that may not be known. */
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

    /** Whether the whole bucket was read once, however much of it has changed since. */
    boolean wasRead() {
        return read;
    }

    @Nullable PasswordHash decoy() {
        return decoy;
    }

    /** Those whose records can be used, made anew for each who asks. */
    Stream<Identity> identities(String directory) {
        return users().map(user -> user.identity(directory));
    }

    private Stream<FileUser> users() {
        return BackgroundThread.paced(entries.values().stream())
                .map(KvEntry::user)
                .filter(Objects::nonNull);
    }

    /**
     * Begins to read the whole bucket; who is known stays so until it tells otherwise, or has been read.
     *
     * @param revision the last before it: changes are told from the next one on, also those that the reading knows already
     * @param made when the bucket was made
     * @param newestRevision the last one of the bucket: what is told up to it is not new
     */
    void beginReading(long revision, ZonedDateTime made, long newestRevision) {
        generation++;
        timeline.begin(revision, made, newestRevision, generation);
        begin = revision;
        deleted.clear();
        older.clear();
        reading = true;
        reader.begin();
        step();
    }

    /** How far its changes are known. */
    KvTimeline timeline() {
        return timeline;
    }

    /**
     * Takes what the bucket tells of a name, unless something newer is known: a replica that is behind tells the rest later.
     *
     * @throws HeapFullException when the heap has no room for it
     */
    void apply(KvRecord told) {
        String name = KvKey.name(told.key());
        KvEntry before = name == null ? null : entries.get(name);
        if (name != null && (before == null ? isRemoved(name, told) : timeline.isOlder(told, before))) {
            older.add(name);
            return;
        }
        take(told);
        if (name != null && told.value() == null) {
            older.remove(name);
        }
    }

    /** Whether somebody who is not here was removed after that; names in another form never were here. */
    private boolean isRemoved(String name, KvRecord told) {
        return timeline.isOfRemoved(told) && reader.isName(name);
    }

    /** The same for a change: what was said of who is not here may be different now. */
    void change(KvRecord told) {
        if (!isLeftToReading(told)) {
            take(told);
        }
        if (!reading && !deleted.isEmpty() && told.revision() >= lastDeleted) {
            forgetDeleted();
        }
        if (!reading) {
            listener.settled();
        }
        step();
    }

    /** A change of somebody who is here, while there is no room for others; who takes more than there is gets no answer any more. */
    void changeKnown(KvRecord told) {
        String name = KvKey.name(told.key());
        KvEntry before = name == null ? null : entries.get(name);
        if (name == null || before == null || timeline.isKnownLater(told, before)) {
            return;
        }
        try {
            change(told);
        } catch (HeapFullException e) {
            makeUnusable(name, before, told);
            step();
        }
    }

    /** In the room that was taken before, which counts to no reading any more. */
    private void makeUnusable(String name, KvEntry before, KvRecord told) {
        KvEntry now = KvEntry.unusable(told.revision(), generation - 1);
        entries.put(name, now);
        listener.replaced(name, before, now, told.value());
        listener.settled();
        count -= users(before);
        size = count;
    }

    /** What there is now of a name of which something later was known, the reading tells. */
    private boolean isLeftToReading(KvRecord told) {
        String name = KvKey.name(told.key());
        KvEntry before = name == null ? null : entries.get(name);
        if (name == null || before == null) {
            return name != null && isRemoved(name, told);
        }
        return reading && timeline.isKnownLater(told, before);
    }

    /** Nothing older is told any more. */
    private void forgetDeleted() {
        for (String name : deleted) {
            KvEntry entry = entries.get(name);
            if (entry != null && entry.state() == KvEntry.State.DELETED) {
                entries.remove(name);
                reader.giveBackName(name);
            }
        }
        deleted.clear();
    }

    private void take(KvRecord told) {
        String name = reader.name(told.key());
        KvEntry before = name == null ? null : entries.get(name);
        if (name == null || (before != null && before.isAtLeastAsNewAs(told.revision(), generation))) {
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
        // That somebody is removed who is not here may be news of somebody who was lost.
        if (now != before || (before == null && told.value() == null)) {
            listener.replaced(name, before, now, told.value());
        }
        count += users(now) - users(before);
        size = count;
    }

    /** Gives back the room of what takes no more, or for which it was taken twice. */
    private void giveBack(String name, KvEntry before, @Nullable KvEntry now) {
        if (now == before) {
            reader.giveBackEntry();
            return;
        }
        FileUser user = before.user();
        if (user == null) {
            reader.giveBackName(name);
        } else {
            reader.giveBack(user);
        }
        if (now != null && now.user() == null) {
            reader.keepName(name);
        }
    }

    /** Whether the room of what is known of a name is taken in this reading. */
    private boolean isCounted(@Nullable KvEntry entry) {
        return entry != null && entry.isOf(generation);
    }

    /** Takes room for an entry without a user; one that is there goes on in its own. */
    private void takeName(String name, @Nullable KvEntry before) {
        if (!isCounted(before)) {
            reader.takeName(name);
        }
    }

    @SuppressWarnings("ReferenceEquality") // who is as before is the same, not an equal one
    private static boolean isSame(@Nullable FileUser one, FileUser other) {
        return one == other;
    }

    private static int users(@Nullable KvEntry entry) {
        return entry == null || entry.user() == null ? 0 : 1;
    }

    /** What is known of a name from now on; null for nothing. */
    private @Nullable KvEntry entry(String name, KvRecord told, @Nullable KvEntry before) {
        byte[] value = told.value();
        if (value != null) {
            FileUser user = reader.read(name, value, before, next());
            if (user == null) {
                takeName(name, before);
                return KvEntry.unusable(told.revision(), generation);
            }
            return before != null && isSame(before.user(), user)
                    ? before.told(told.revision(), generation)
                    : KvEntry.of(user, told.revision(), generation);
        }
        if (!reading || told.revision() <= begin) {
            return null;
        }
        takeName(name, before);
        deleted.add(name);
        lastDeleted = Math.max(lastDeleted, told.revision());
        return KvEntry.deleted(told.revision(), generation);
    }

    /**
     * The whole bucket was read: who was not told of is gone.
     *
     * @return false when of some only something older was told than what is known, as by a bucket that was restored: then nobody is
     *     gone, and the next reading takes whatever it is told
     */
    boolean endReading() {
        int now = generation;
        if (older.stream().map(entries::get).anyMatch(entry -> entry == null || !entry.isOf(now))) {
            timeline.forget();
            return false;
        }
        reading = false;
        timeline.whole();
        removeVanished(now);
        if (!read) {
            chooseDecoy();
        }
        reader.end();
        listener.settled();
        read = true;
        step();
        return true;
    }

    /** Looks at all users; by any thread. */
    void chooseDecoy() {
        decoy = UserRecords.decoy(users());
    }

    private void removeVanished(int now) {
        Map<String, KvEntry> gone = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (!entry.isOf(now) && entries.remove(name, entry)) {
                gone.put(name, entry);
                count -= users(entry);
            }
        });
        size = count;
        if (!gone.isEmpty()) {
            listener.vanished(gone, entries.size());
        }
    }

    private void remove(Predicate<KvEntry> gone) {
        entries.forEach((name, entry) -> {
            if (gone.test(entry) && entries.remove(name, entry)) {
                listener.replaced(name, entry, null, null);
                count -= users(entry);
            }
        });
        size = count;
    }

    /**
     * The bucket is too large: what was read for nobody is dropped, and who was known before stays.
     *
     * @param bytes what it has
     * @return why
     */
    String abandonReading(long bytes) {
        String words = reader.abandon(bytes);
        if (!read) {
            remove(entry -> true);
        }
        reading = false;
        timeline.partial();
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

    /** Of how many names something is known: each has a record. */
    int known() {
        return entries.size();
    }

    /** How many mistakes were told since the whole bucket was read last. */
    int unusable() {
        return reader.unusable();
    }
}
