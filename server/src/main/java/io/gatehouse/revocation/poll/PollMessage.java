package io.gatehouse.revocation.poll;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What an instance tells the others: of whom it has asked a directory, and what that has said.
 *
 * @param sender a name that each process makes up for itself
 * @param number of this message among those of the sender, which only rises
 * @param at when it was sent, in milliseconds since 1970
 * @param meaning what the directory is asked, and how its answers are understood
 */
record PollMessage(String sender, long number, long at, String directory, String meaning, List<Line> lines) {
    /** Users of one message. */
    static final int MOST_USERS = 500;

    private static final Names MEMBERS =
            new Names("sender", "number", "at", "directory", "meaning", "users", "names", "prints", "revoked");
    private static final String YES = "1";

    PollMessage {
        lines = List.copyOf(lines);
    }

    /**
     * A user.
     *
     * @param user as a client calls itself
     * @param isRevoked whether its sessions are closed
     */
    record Line(String user, PollAnswer answer, boolean isRevoked) {
        String name() {
            return answer instanceof Present present ? present.name() : "";
        }

        private String print() {
            return answer instanceof Present present ? HexFormat.of().toHexDigits(present.print()) : "";
        }
    }

    byte[] json() {
        JsonWriter out = new JsonWriter(4096)
                .begin()
                .member("sender", sender)
                .member("number", number)
                .member("at", at)
                .member("directory", directory)
                .member("meaning", meaning);
        list(out, "users", lines.stream().map(Line::user).toList());
        list(out, "names", lines.stream().map(Line::name).toList());
        list(out, "prints", lines.stream().map(Line::print).toList());
        list(
                out,
                "revoked",
                lines.stream().map(line -> line.isRevoked ? YES : "").toList());
        return out.end().toByteArray();
    }

    private static void list(JsonWriter out, String name, List<String> texts) {
        out.name(name).beginList();
        texts.forEach(out::string);
        out.endList();
    }

    static PollMessage parse(byte[] json) throws ClaimsException {
        return JsonReader.read(Json.ADMIN, json, PollMessage::read);
    }

    private static PollMessage read(JsonReader in) throws ClaimsException {
        String sender = "";
        long number = 0;
        long at = 0;
        String directory = "";
        String meaning = "";
        List<String> users = List.of();
        List<String> names = List.of();
        List<String> prints = List.of();
        List<String> revoked = List.of();
        Members members = in.object(MEMBERS);
        while (members.next()) {
            switch (members.name()) {
                case "sender" -> sender = in.string();
                case "number" -> number = in.number();
                case "at" -> at = in.number();
                case "directory" -> directory = in.string();
                case "meaning" -> meaning = in.string();
                case "users" -> users = in.strings(MOST_USERS);
                case "names" -> names = in.strings(MOST_USERS);
                case "prints" -> prints = in.strings(MOST_USERS);
                default -> revoked = in.strings(MOST_USERS);
            }
        }
        return new PollMessage(sender, number, at, directory, meaning, lines(users, names, prints, revoked));
    }

    private static List<Line> lines(List<String> users, List<String> names, List<String> prints, List<String> revoked)
            throws ClaimsException {
        if (names.size() != users.size() || prints.size() != users.size() || revoked.size() != users.size()) {
            throw ClaimsException.malformed("the lists of users are not equally long");
        }
        List<Line> lines = new ArrayList<>(users.size());
        for (int i = 0; i < users.size(); i++) {
            lines.add(new Line(
                    users.get(i),
                    answer(names.get(i), prints.get(i)),
                    revoked.get(i).equals(YES)));
        }
        return lines;
    }

    private static PollAnswer answer(String name, String print) throws ClaimsException {
        try {
            return print.isEmpty() ? Absent.ABSENT : new Present(name, HexFormat.fromHexDigitsToLong(print));
        } catch (IllegalArgumentException e) {
            throw ClaimsException.malformed("a print is none");
        }
    }
}
