package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.directory.users.Utf8Text.Utf16Exception;
import io.gatehouse.passwords.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads users, or tokens, whose records lie each by itself: the object that is a user's field in users.json, or a token's in
 * tokens.json. Takes room on the heap for those that are kept, as a file does. Used by one thread.
 */
public final class UserRecords {
    /** The largest record, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Equal parts are found among so many; then they are forgotten, and those that come later are another's equals. */
    private static final int MOST_SHARED = 65_536;

    private final RecordKind kind;
    private final HeapRoom room;
    private Shared shared = new Shared();
    private int users;
    private long read;

    UserRecords(RecordKind kind, HeapRoom room) {
        this.kind = kind;
        this.room = room;
    }

    /**
     * With the room that is left in this process.
     *
     * @param hashing how many passwords are hashed at a time, which the heap must have room for as well
     */
    public static UserRecords ofProcess(RecordKind kind, int hashing) {
        return new UserRecords(kind, HeapRoom.ofProcess(hashing));
    }

    /**
     * Reads a record that is kept; one that is not takes no room.
     *
     * @param source where it is from, for messages
     * @param name the user's name, or the token's id
     * @param before the user of that name, which is returned when nothing about it has changed
     * @param version of the user when it is not as it was before
     * @throws UsersFileException when there is anything wrong with it
     * @throws HeapFullException when the heap has no room for it
     */
    public FileUser read(String source, String name, byte[] json, @Nullable FileUser before, long version) {
        if (shared.size() > MOST_SHARED) {
            shared = new Shared();
        }
        long taken = room.taken();
        FileUser user;
        try {
            user = parse(kind, source, name, json, before, version, room, shared);
        } catch (UsersFileException | HeapFullException e) {
            room.giveBack(room.taken() - taken);
            throw e;
        }
        users++;
        read += json.length;
        return user;
    }

    /**
     * Takes room for the name of somebody of whom nothing is kept but that there is something.
     *
     * @throws HeapFullException when the heap has no room for it
     */
    public void takeName(String name) {
        long bytes = ofName(name);
        try {
            room.take(bytes);
        } catch (HeapFullException e) {
            room.giveBack(bytes);
            throw e;
        }
    }

    /** Keeps room for a name out of more that was given back just now. */
    public void keepName(String name) {
        room.giveBack(-ofName(name));
    }

    /** Gives back the room of an entry that was read again and is there once. */
    public void giveBackEntry() {
        room.giveBack(HeapWeight.ENTRY);
    }

    /** Gives back the room of a name that is not kept any more. */
    public void giveBackName(String name) {
        room.giveBack(ofName(name));
    }

    private static long ofName(String name) {
        return HeapWeight.ENTRY + HeapWeight.BARE + HeapWeight.of(name);
    }

    /**
     * Reads a user's record that is used once.
     *
     * @throws UsersFileException when there is anything wrong with it
     */
    public static FileUser readOnce(String source, String name, byte[] json, long version) {
        return readOnce(RecordKind.USERS, source, name, json, version);
    }

    /**
     * Reads a record of some kind that is used once.
     *
     * @throws UsersFileException when there is anything wrong with it
     */
    public static FileUser readOnce(RecordKind kind, String source, String name, byte[] json, long version) {
        return parse(kind, source, name, json, null, version, new HeapRoom(new Boundless(), 1), new Shared());
    }

    /** Gives back the room of a user that is not kept any more, as far as no others have a part in it. */
    public void giveBack(FileUser user) {
        room.giveBack(HeapWeight.ENTRY + HeapWeight.of(user));
    }

    /**
     * What is to be said when the heap is full.
     *
     * @param size what all records have together, in bytes
     */
    public String tooLarge(long size) {
        return TooLarge.words(users, read, Math.max(size, read), room);
    }

    /** A password as most of these users have; null when nobody has one. */
    public static @Nullable PasswordHash decoy(Stream<FileUser> users) {
        return PasswordSchemes.of(users).decoy();
    }

    private static FileUser parse(
            RecordKind kind,
            String source,
            String name,
            byte[] json,
            @Nullable FileUser before,
            long version,
            HeapRoom room,
            Shared shared) {
        return parse(kind, source, json, (parser, mistakes) -> {
            TokenStreamLocation where = parser.currentTokenLocation();
            UserCursor cursor = new UserCursor(parser, mistakes, room, kind);
            return new UserReader(cursor, room, shared, version, HeapWeight.ENTRY).read(name, where, before);
        });
    }

    /**
     * Reads what a service answers about one login.
     *
     * @param user the user name of the login; null where it has none
     * @throws UsersFileException when there is anything wrong with it
     */
    public static UserAnswer readAnswer(String source, @Nullable String user, byte[] json) {
        HeapRoom room = new HeapRoom(new Boundless(), 1);
        Supplier<UserAnswer> answer = parse(RecordKind.ANSWERS, source, json, (parser, mistakes) -> {
            TokenStreamLocation where = parser.currentTokenLocation();
            UserCursor cursor = new UserCursor(parser, mistakes, room, RecordKind.ANSWERS);
            UserReader reader = new UserReader(cursor, room, new Shared(), 0, HeapWeight.ENTRY);
            FileUser read = reader.read(user == null ? "" : user, where, null);
            return () -> reader.answer(read);
        });
        return answer.get();
    }

    /**
     * What is made of the object.
     *
     * @param source where it is from, for messages
     * @param read makes it, called with the parser at the beginning of the object; reads the object to its end
     * @throws UsersFileException when there is anything wrong with it
     */
    private static <T> T parse(RecordKind kind, String source, byte[] json, BiFunction<JsonParser, Mistakes, T> read) {
        if (json.length > MAX_BYTES) {
            throw Mistakes.only(source, "is larger than " + MAX_BYTES / 1024 + " KiB");
        }
        Mistakes mistakes = new Mistakes(source);
        T made = null;
        try (Utf8Text text = Utf8Text.of(json);
                JsonParser parser = UsersJson.parser(text)) {
            made = parseOrTell(kind, parser, mistakes, read);
        } catch (Utf16Exception e) {
            throw Mistakes.only(source, "is not UTF-8 but UTF-16 or UTF-32");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mistakes.throwIfAny();
        if (made == null) {
            throw Mistakes.only(source, "is not a " + kind.word());
        }
        return made;
    }

    private static <T> @Nullable T parseOrTell(
            RecordKind kind, JsonParser parser, Mistakes mistakes, BiFunction<JsonParser, Mistakes, T> read) {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                mistakes.add("must be an object, such as " + kind.exampleOfOne());
                return null;
            }
            T made = read.apply(parser, mistakes);
            if (parser.nextToken() != null) {
                mistakes.add(parser.currentTokenLocation(), "something follows the record");
            }
            return made;
        } catch (JacksonException e) {
            UsersJson.tell(e, parser, mistakes);
            return null;
        }
    }

    /** Room for what is not kept. */
    private record Boundless() implements HeapRoom.Heap {
        @Override
        public long max() {
            return Long.MAX_VALUE / 2;
        }

        @Override
        public long used() {
            return 0;
        }

        @Override
        public void collect() {
            // there is room
        }
    }
}
