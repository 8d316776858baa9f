package io.gatehouse.sessions;

import io.gatehouse.claims.SessionMark;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Elements;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.sessions.SystemReply.Answering;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the sessions of one server.
 *
 * @param total how many sessions there are; older servers count those too that were not asked for
 */
record SessionPage(int total, List<ServerSession> sessions) {
    /** More than is ever asked for at a time. */
    private static final int MOST = 65_536;

    private static final Names MEMBERS = new Names("now", "total", "connections");
    private static final Names SESSION = new Names(
            "cid",
            "kind",
            "type",
            "ip",
            "port",
            "start",
            "authorized_user",
            "account",
            "issuer_key",
            "name",
            "lang",
            "tags");

    SessionPage {
        sessions = List.copyOf(sessions);
    }

    /** As a server writes it: what time it is comes before the sessions. */
    static SessionPage read(JsonReader in, Answering server) throws ClaimsException {
        Instant now = null;
        int total = 0;
        List<ServerSession> sessions = List.of();
        Members members = in.object(MEMBERS);
        while (members.next()) {
            switch (members.name()) {
                case "now" -> now = instant(in.string());
                case "total" -> total = in.integer();
                default -> {
                    if (now == null) {
                        throw ClaimsException.malformed("a server does not say what time it is");
                    }
                    sessions = sessions(in, server, now);
                }
            }
        }
        return new SessionPage(total, sessions);
    }

    private static List<ServerSession> sessions(JsonReader in, Answering server, Instant now) throws ClaimsException {
        List<ServerSession> sessions = new ArrayList<>();
        Elements list = in.list(MOST);
        while (list.next()) {
            sessions.add(new Reading().read(in, server, now));
        }
        return sessions;
    }

    private static Instant instant(String text) throws ClaimsException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ClaimsException.malformed("a time is none");
        }
    }

    /** A session as far as it was read. */
    private static final class Reading {
        private long cid;
        private String kind = "";
        private String type = "";
        private String host = "";
        private int port;
        private Instant start = Instant.EPOCH;
        private String user = "";
        private String account = "";
        private String issuerKey = "";
        private String client = "";
        private String language = "";
        private List<String> marks = List.of();

        ServerSession read(JsonReader in, Answering server, Instant now) throws ClaimsException {
            Members members = in.object(SESSION);
            while (members.next()) {
                take(members.name(), in);
            }
            String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            return new ServerSession(
                    server.id(),
                    server.name(),
                    cid,
                    kind,
                    type,
                    address,
                    user,
                    account,
                    issuerKey,
                    client,
                    language,
                    marks,
                    start,
                    Duration.between(start, now));
        }

        private void take(String member, JsonReader in) throws ClaimsException {
            switch (member) {
                case "cid" -> cid = in.number();
                case "kind" -> kind = in.string();
                case "type" -> type = in.string();
                case "ip" -> host = in.string();
                case "port" -> port = in.integer();
                case "start" -> start = instant(in.string());
                case "authorized_user" -> user = in.string();
                case "account" -> account = in.string();
                case "issuer_key" -> issuerKey = in.string();
                case "name" -> client = in.string();
                case "tags" -> marks = marks(in);
                default -> language = in.string();
            }
        }

        /** However many tags there are: a client whose page is not understood would hide the sessions of others. */
        private static List<String> marks(JsonReader in) throws ClaimsException {
            List<String> marks = new ArrayList<>(1);
            Elements tags = in.list(Integer.MAX_VALUE);
            while (tags.next()) {
                String tag = in.string();
                if (SessionMark.isOne(tag)) {
                    marks.add(tag);
                }
            }
            return marks;
        }
    }
}
