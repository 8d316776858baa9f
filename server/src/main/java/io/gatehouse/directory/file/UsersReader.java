package io.gatehouse.directory.file;

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

    private final Mistakes mistakes;
    private final Map<String, FileUser> users = new HashMap<>();

    private UsersReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Reads the users by their names.
     *
     * @param file the file's name, for messages
     * @throws UsersFileException when there is any mistake in it
     */
    static Map<String, FileUser> read(String file, byte[] json) {
        String wrong = UsersJson.wrongFromTheStart(json);
        if (wrong != null) {
            throw Mistakes.only(file, wrong);
        }
        UsersReader reader = new UsersReader(new Mistakes(file));
        try (JsonParser parser = UsersJson.parser(json)) {
            reader.documentOrWhyNot(parser);
        }
        reader.mistakes.throwIfAny();
        return reader.users;
    }

    private void documentOrWhyNot(JsonParser parser) {
        try {
            document(parser);
        } catch (JacksonException e) {
            // A bound that was exceeded has no place of its own.
            TokenStreamLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            mistakes.add(where, UsersJson.broken(e));
        }
    }

    private void document(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            mistakes.add(
                    parser.currentTokenLocation(),
                    "must be an object of users, such as {\"alice\": {\"pass\": \"...\", \"account\": \"APP1\"}}");
            return;
        }
        UserCursor cursor = new UserCursor(parser, mistakes);
        UserReader reader = new UserReader(cursor, new Shared());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (users.size() == MAX_USERS) {
                mistakes.add(parser.currentTokenLocation(), "more than " + MAX_USERS + " users");
                return;
            }
            user(parser, reader);
        }
        if (parser.nextToken() != null) {
            mistakes.add(parser.currentTokenLocation(), "something follows the users: the file must be one object");
        }
    }

    private void user(JsonParser parser, UserReader reader) {
        String name = parser.currentName();
        TokenStreamLocation where = parser.currentTokenLocation();
        parser.nextToken();
        if (users.put(name, reader.read(name, where)) != null) {
            mistakes.add(where, "user " + Quoted.of(name) + ": is given twice");
        }
    }
}
