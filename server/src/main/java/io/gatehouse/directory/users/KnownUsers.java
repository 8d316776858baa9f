package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.directory.names.NameTable;
import io.gatehouse.directory.records.Members;
import io.gatehouse.directory.records.Prints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The users of a file of whom most are as in the file in use: those whose records are written in the same bytes, which are not read
 * again. That is most of what a reload of a million users takes, and nearly all that it would leave to the garbage collector.
 * Whatever is out of the ordinary is left to {@link UsersReader}, which knows what to say of it.
 */
final class KnownUsers {
    private static final int BLOCK = 16 * 1024;

    /** With more changes than so many, the file is read as a whole. */
    private static final int MOST_CHANGED = 1_000;

    /** So many records may be missing behind one another. */
    private static final int MOST_MISSING = 1_000;

    private final String file;
    private final UsersFile before;
    private final HeapRoom room;
    private final long version;
    /** While everybody is in the same place as before: those who have changed, by their places. */
    private final Map<Integer, FileUser> others = new HashMap<>();

    private final Map<Integer, Long> otherPrints = new HashMap<>();
    /** Once somebody has come or gone: all of them. */
    private @Nullable All all;

    private int taken;
    private int next;
    private int changed;

    private KnownUsers(String file, UsersFile before, HeapRoom room, long version) {
        this.file = file;
        this.before = before;
        this.room = room;
        this.version = version;
    }

    /** What is read, with the prints of all records, and the checksum of the file. */
    record Result(NameTable<FileUser> users, Prints prints, long checksum) {}

    /** Users in another order than before. */
    private record All(NameTable.Builder<FileUser> users, Prints.Builder prints) {
        boolean add(String name, FileUser user, long print) {
            prints.add(print);
            return users.size() < UsersReader.MAX_USERS && users.put(name, user) == null;
        }
    }

    /** Reads a file; empty when it has to be read as a whole. */
    static Optional<Result> read(String file, InputStream in, UsersFile before, HeapRoom room, long version)
            throws IOException {
        long taken = room.taken();
        Optional<Result> read = Optional.empty();
        try {
            read = new KnownUsers(file, before, room, version).read(in);
        } catch (HeapFullException | UsersFileException e) {
            // It is read as a whole, and told of then.
            read = Optional.empty();
        } finally {
            if (read.isEmpty()) {
                room.giveBack(room.taken() - taken);
            }
        }
        return read;
    }

    private Optional<Result> read(InputStream in) throws IOException {
        Members members = new Members(this::take);
        CRC32C sum = new CRC32C();
        byte[] block = new byte[BLOCK];
        long length = 0;
        for (int got = in.read(block); got >= 0; got = in.read(block)) {
            length += got;
            sum.update(block, 0, got);
            if (length > UsersJson.MAX_BYTES || !members.take(block, 0, got)) {
                return Optional.empty();
            }
        }
        return members.isComplete() ? Optional.of(result(UsersSource.checksum(length, sum))) : Optional.empty();
    }

    private Result result(long checksum) {
        if (all == null && taken == before.size()) {
            return new Result(before.with(others), before.prints().with(otherPrints), checksum);
        }
        NameTable<FileUser> users = all().users.build();
        return new Result(users, all().prints.build(users.size()), checksum);
    }

    private boolean take(byte[] bytes, int from, int to) {
        long print = Prints.of(bytes, from, to);
        int same = same(print);
        if (same >= 0) {
            next = same + 1;
            return (all == null && same == taken) ? isTaken() : add(before.nameAt(same), before.userAt(same), print);
        }
        return ++changed <= MOST_CHANGED && read(bytes, from, to, print);
    }

    private boolean isTaken() {
        taken++;
        return true;
    }

    /** The place in the file in use of a record of the same bytes: where it is expected, or a little behind. */
    private int same(long print) {
        int end = Math.min(before.size(), next + MOST_MISSING);
        for (int i = next; i < end; i++) {
            if (before.prints().get(i) == print) {
                return i;
            }
        }
        return -1;
    }

    private boolean read(byte[] bytes, int from, int to, long print) {
        byte[] json = new byte[to - from + 2];
        json[0] = '{';
        System.arraycopy(bytes, from, json, 1, to - from);
        json[json.length - 1] = '}';
        NameTable<FileUser> one;
        try (Utf8Text text = Utf8Text.of(json)) {
            one = UsersReader.read(file, text, json.length, before, room, version);
        } catch (IOException e) {
            return false;
        }
        // Whether a key is another user's too can be seen in the whole file only.
        if (one.size() != 1 || !one.value(0).nkeys().isEmpty()) {
            return false;
        }
        return isInItsPlace(one.name(0)) ? replace(one.value(0), print) : add(one.name(0), one.value(0), print);
    }

    private boolean isInItsPlace(String name) {
        return all == null && taken < before.size() && before.nameAt(taken).equals(name);
    }

    private boolean replace(FileUser user, long print) {
        others.put(taken, user);
        otherPrints.put(taken, print);
        next = taken + 1;
        return isTaken();
    }

    private boolean add(String name, FileUser user, long print) {
        return all().add(name, user, print);
    }

    /** All who were taken up to now, and those who come. */
    private All all() {
        if (all == null) {
            room.take((long) NameTable.BYTES_EACH * before.size());
            int expected = before.size() + before.size() / UsersReader.MORE;
            all = new All(new NameTable.Builder<>(expected), new Prints.Builder(expected));
            for (int i = 0; i < taken; i++) {
                FileUser other = others.get(i);
                Long print = otherPrints.get(i);
                boolean unused = all.add(
                        before.nameAt(i),
                        other == null ? before.userAt(i) : other,
                        print == null ? before.prints().get(i) : print);
            }
        }
        return all;
    }
}
