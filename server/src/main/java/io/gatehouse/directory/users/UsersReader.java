package io.gatehouse.directory.users;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.directory.names.NameTable;
import io.gatehouse.policy.text.Quoted;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads a users file to its end, whatever is wrong with its users, so that all mistakes are told at once. */
final class UsersReader {
    /** The most users that one file may have. */
    static final int MAX_USERS = 1_000_000;

    /** A file may have one more for each so many of the file before, and its table need not grow. */
    static final int MORE = 16;

    /** Hardly any user takes less of a file, in bytes. */
    private static final int SHORT = 32;

    private final Mistakes mistakes;
    private final UsersFile before;
    private final HeapRoom room;
    private final long version;
    private final NameTable.Builder<FileUser> users;
    private final NameLines lines;
    private final String word;
    private final Map<Nkey, String> nkeys = new HashMap<>();

    private UsersReader(Mistakes mistakes, long size, UsersFile before, HeapRoom room, long version) {
        this.mistakes = mistakes;
        this.before = before;
        this.room = room;
        this.version = version;
        this.users = new NameTable.Builder<>((int) Math.min(before.size() + before.size() / MORE, size / SHORT));
        this.word = before.kind().word();
        this.lines = new NameLines(before.form(), room);
    }

    /**
     * Reads the users by their names; who is as in the file before is taken from that.
     *
     * @param file the file's name, for messages
     * @param size the file's length in bytes, to estimate with where the heap is too small for it
     * @param version of the users who are not as in the file before
     * @throws UsersFileException when there is any mistake in it, or the heap has no room for it
     */
    static NameTable<FileUser> read(
            String file, Utf8Text json, long size, UsersFile before, HeapRoom room, long version) {
        UsersReader reader = new UsersReader(new Mistakes(file), size, before, room, version);
        try (JsonParser parser = UsersJson.parser(json)) {
            reader.documentOrWhyNot(parser);
        } catch (HeapFullException e) {
            throw Mistakes.only(file, TooLarge.words(reader.users.size(), json.bytesRead(), size, room));
        }
        reader.lines.end();
        reader.mistakes.throwIfAny();
        return reader.users.build();
    }

    private void documentOrWhyNot(JsonParser parser) {
        try {
            document(parser);
        } catch (JacksonException e) {
            UsersJson.tell(e, parser, mistakes);
        }
    }

    private void document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            mistakes.add("is empty: write {} for no " + word + "s");
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            mistakes.add(
                    parser.currentTokenLocation(),
                    "must be an object of " + word + "s, such as "
                            + before.kind().example());
            return;
        }
        UserCursor cursor = new UserCursor(parser, mistakes, room, before.kind());
        UserReader reader = new UserReader(cursor, room, new Shared(), version, NameTable.BYTES_EACH);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (users.size() == MAX_USERS) {
                mistakes.add(parser.currentTokenLocation(), "more than " + MAX_USERS + " " + word + "s");
                return;
            }
            user(parser, reader);
        }
        if (parser.nextToken() != null) {
            mistakes.add(
                    parser.currentTokenLocation(), "something follows the " + word + "s: the file must be one object");
        }
    }

    private void user(JsonParser parser, UserReader reader) {
        String name = parser.currentName();
        TokenStreamLocation where = parser.currentTokenLocation();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            throw mistakes.alone(where, OtherFormats.list(name));
        }
        String key = before.form().of(name);
        room.take(key.equals(name) ? 0 : HeapWeight.of(key));
        UsersFile.Named known = before.named(key);
        FileUser user = reader.read(name, where, known == null ? null : known.user());
        // The name that is in memory already, or what stays as it was would leave a name behind with each reading.
        if (users.put(known == null ? key : known.name(), user) != null) {
            mistakes.add(where, word + " " + Quoted.of(name) + ": " + lines.another(key));
        }
        for (Nkey nkey : user.nkeys()) {
            String owner = nkeys.putIfAbsent(nkey, name);
            if (owner != null && !owner.equals(name)) {
                mistakes.add(
                        where,
                        word + " " + Quoted.of(name) + ": nkey: " + nkey + " is also that of user " + Quoted.of(owner)
                                + ": a key is one user's");
            }
        }
        lines.add(key, where.getLineNr());
    }
}
