package io.gatehouse.revocation;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells the others: whom they have to forget.
 *
 * @param sender a name that each process makes up for itself
 * @param number of this message among those of the sender, which only rises
 * @param at when it was sent, in milliseconds since 1970
 * @param directory null for all directories
 * @param users by the names that everybody else knows; null for everybody
 */
record PeerMessage(
        String sender,
        long number,
        long at,
        @Nullable String directory,
        @Nullable List<String> users) {
    /** Users of one message; of more, everybody is forgotten. */
    static final int MOST_USERS = 1_000;

    private static final Names MEMBERS = new Names("sender", "number", "at", "directory", "users");

    PeerMessage {
        users = users == null ? null : List.copyOf(users);
    }

    /** The same of everybody. */
    PeerMessage ofEverybody() {
        return new PeerMessage(sender, number, at, directory, null);
    }

    byte[] json() {
        JsonWriter out = new JsonWriter(256)
                .begin()
                .member("sender", sender)
                .member("number", number)
                .member("at", at)
                .optional("directory", directory);
        if (users != null) {
            out.name("users").beginList();
            users.forEach(out::string);
            out.endList();
        }
        return out.end().toByteArray();
    }

    static PeerMessage parse(byte[] json) throws ClaimsException {
        return JsonReader.read(Json.ADMIN, json, PeerMessage::read);
    }

    private static PeerMessage read(JsonReader in) throws ClaimsException {
        String sender = "";
        long number = 0;
        long at = 0;
        String directory = null;
        List<String> users = null;
        Members members = in.object(MEMBERS);
        while (members.next()) {
            switch (members.name()) {
                case "sender" -> sender = in.string();
                case "number" -> number = in.number();
                case "at" -> at = in.number();
                case "directory" -> directory = in.string();
                default -> users = in.strings(MOST_USERS);
            }
        }
        return new PeerMessage(sender, number, at, directory, users);
    }
}
