package io.gatehouse.directory.bucket;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.Quoted;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes users, or tokens, of the records of a bucket, and tells of those that cannot be used. Used by one thread. */
final class KvRecordReader {
    /** So many mistakes of a reading are told one by one. */
    private static final int MOST_TOLD = 20;

    private final String bucket;
    private final RecordKind kind;
    private final NameForm form;
    private final int hashing;
    private final Consumer<String> mistakes;
    private UserRecords records;
    private boolean reading;
    private int unusable;

    /**
     * @param form the form that all names have: two spellings of one are never two users
     * @param hashing how many passwords are hashed at a time
     * @param mistakes told of each record that cannot be used
     */
    KvRecordReader(String bucket, RecordKind kind, NameForm form, int hashing, Consumer<String> mistakes) {
        this.bucket = bucket;
        this.kind = kind;
        this.form = form;
        this.hashing = hashing;
        this.mistakes = mistakes;
        this.records = UserRecords.ofProcess(kind, hashing);
    }

    /** The whole bucket is read from now on. */
    void begin() {
        reading = true;
        unusable = 0;
        records = UserRecords.ofProcess(kind, hashing);
    }

    /** The whole bucket was read. */
    void end() {
        reading = false;
        if (unusable > MOST_TOLD) {
            mistakes.accept("bucket " + bucket + ": and " + (unusable - MOST_TOLD) + " more mistakes");
        }
    }

    /**
     * The bucket is too large to be read.
     *
     * @param size what it has, in bytes
     * @return why
     */
    String abandon(long size) {
        reading = false;
        return records.tooLarge(size);
    }

    /** The name that a key is of; null when it is none of ours. */
    @Nullable String name(String key) {
        String name = KvKey.name(key);
        if (name == null) {
            if (!key.startsWith("_")) {
                tell("key " + Quoted.of(key) + " is no " + kind.word()
                        + "'s: see how names are written as keys in docs/guides/kv.md");
            }
            return null;
        }
        if (!isName(name)) {
            tell(source(bucket, key) + ": the names of this directory are in lower case (names.case): its key would be "
                    + KvKey.of(form.of(name)));
            return null;
        }
        return name;
    }

    /** Whether a name has the form that all have. */
    boolean isName(String name) {
        return form.of(name).equals(name);
    }

    /**
     * Who has this record; null when it cannot be used.
     *
     * @param before what was known of the name before
     * @throws HeapFullException when the heap has no room for it, and the whole bucket is read, or nothing was known of the name:
     *     who was known is not to go on as before, and of who is new nothing can be kept
     */
    @Nullable FileUser read(String name, byte[] value, @Nullable KvEntry before, long version) {
        try {
            FileUser user = before == null ? null : before.user();
            return records.read(source(bucket, KvKey.of(name)), name, value, user, version);
        } catch (UsersFileException e) {
            e.mistakes().forEach(this::tell);
            return null;
        } catch (HeapFullException e) {
            if (reading || before == null) {
                throw e;
            }
            tell(source(bucket, KvKey.of(name)) + ": " + records.tooLarge(0));
            return null;
        }
    }

    /** Gives back the room of one that is not kept any more. */
    void giveBack(FileUser user) {
        records.giveBack(user);
    }

    /**
     * Takes room for a name of which nothing is kept but that there is something.
     *
     * @throws HeapFullException when the heap has no room for it
     */
    void takeName(String name) {
        records.takeName(name);
    }

    /** Keeps room for a name out of more that was given back just now. */
    void keepName(String name) {
        records.keepName(name);
    }

    /** Gives back the room of a name that is not kept any more. */
    void giveBackName(String name) {
        records.giveBackName(name);
    }

    /** Gives back the room of an entry that was read again and is there once. */
    void giveBackEntry() {
        records.giveBackEntry();
    }

    private void tell(String mistake) {
        unusable++;
        if (!reading || unusable <= MOST_TOLD) {
            mistakes.accept(mistake);
        }
    }

    /** How many mistakes were told since the reading began. */
    int unusable() {
        return unusable;
    }

    /** Where a record is, for messages. */
    static String source(String bucket, String key) {
        return "bucket " + bucket + ", key " + key;
    }
}
