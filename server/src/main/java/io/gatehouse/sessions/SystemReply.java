package io.gatehouse.sessions;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.Names;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers to a user of the system account.
 *
 * @param server who answers
 * @param servers how many servers it knows of, itself included; 0 where it does not say
 * @param data what it was asked for; null where it tells nothing
 * @param error why it does not do what was asked; null where it does
 * @param bytes how long it is
 */
record SystemReply<T>(
        Answering server,
        int servers,
        @Nullable T data,
        @Nullable String error,
        int bytes) {
    /** It becomes a part of subjects: whoever answers with anything else is no server. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,128}");

    private static final Names MEMBERS = new Names("server", "data", "error", "statsz");
    private static final Names SERVER = new Names("name", "id");
    private static final Names STATISTICS = new Names("active_servers");
    private static final Names ERROR = new Names("description");

    /**
     * A server.
     *
     * @param id its public key, which is another one after each start
     * @param name what its configuration calls it
     */
    record Answering(String id, String name) {
        private static final Answering NOBODY = new Answering("", "");
    }

    /** Reads what a server was asked for. */
    @FunctionalInterface
    interface Data<T> {
        T read(JsonReader in, Answering server) throws ClaimsException;
    }

    /** As a server writes it: who it is comes first. */
    static <T> SystemReply<T> parse(byte[] json, Data<T> data) throws ClaimsException {
        return JsonReader.read(Json.SYSTEM, json, in -> new Reading<>(data, json.length).read(in));
    }

    /** The reply as far as it was read. */
    private static final class Reading<T> {
        private final Data<T> reader;
        private final int bytes;
        private Answering server = Answering.NOBODY;
        private int servers;
        private @Nullable T data;
        private @Nullable String error;

        Reading(Data<T> reader, int bytes) {
            this.reader = reader;
            this.bytes = bytes;
        }

        SystemReply<T> read(JsonReader in) throws ClaimsException {
            Members members = in.object(MEMBERS);
            while (members.next()) {
                switch (members.name()) {
                    case "server" -> server = server(in);
                    case "data" -> data = reader.read(in, server);
                    case "statsz" -> servers = servers(in);
                    default -> error = error(in);
                }
            }
            if (!ID.matcher(server.id()).matches()) {
                throw ClaimsException.malformed("a server does not say who it is");
            }
            return new SystemReply<>(server, servers, data, error, bytes);
        }

        private static Answering server(JsonReader in) throws ClaimsException {
            String id = "";
            String name = "";
            Members members = in.object(SERVER);
            while (members.next()) {
                if (members.name().equals("id")) {
                    id = in.string();
                } else {
                    name = in.string();
                }
            }
            return new Answering(id, name);
        }

        private static int servers(JsonReader in) throws ClaimsException {
            int active = 0;
            Members members = in.object(STATISTICS);
            while (members.next()) {
                active = in.integer();
            }
            return active;
        }

        private static String error(JsonReader in) throws ClaimsException {
            String text = "an error without a word";
            Members members = in.object(ERROR);
            while (members.next()) {
                text = in.string();
            }
            return text;
        }
    }
}
