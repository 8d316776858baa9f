package io.gatehouse.cli.sessions;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.cli.sessions.SystemOptions.Accounts;
import io.gatehouse.explain.PrintedText;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.ServerSession;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions as they are printed. */
final class SessionTable {
    private static final List<String> HEADINGS =
            List.of("USER", "ACCOUNT", "SERVER", "CID", "KIND", "FROM", "AGE", "CLIENT");

    private static final Comparator<ServerSession> ORDER = Comparator.comparing(ServerSession::user)
            .thenComparing(ServerSession::account)
            .thenComparing(ServerSession::serverName)
            .thenComparingLong(ServerSession::cid);

    private SessionTable() {}

    /** Prints a line for each, in the order of users, below headings; nothing where there is none. */
    static void print(FoundSessions found, Accounts accounts, PrintWriter out) {
        if (found.sessions().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        found.sessions().stream().sorted(ORDER).forEach(session -> rows.add(row(session, accounts)));
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static List<String> row(ServerSession session, Accounts accounts) {
        return List.of(
                shown(session.user()),
                shown(accounts.name(session.account())),
                shown(session.serverName()),
                Long.toString(session.cid()),
                shown(session.type().isEmpty() ? session.kind() : session.type()),
                shown(session.address()),
                age(session.age()),
                shown(session.client()));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : PrintedText.plain(text);
    }

    private static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3_600 + "h" + seconds % 3_600 / 60 + "m"
                : seconds / 86_400 + "d" + seconds % 86_400 / 3_600 + "h";
    }

    /** How many there are, and whether all servers have told of theirs. */
    static String summary(FoundSessions found) {
        int number = found.sessions().size();
        return (number == 1 ? "1 session" : number + " sessions") + ", " + servers(found.coverage());
    }

    private static String servers(Coverage coverage) {
        return coverage.isWhole()
                ? "on " + (coverage.servers() == 1 ? "1 server" : coverage.servers() + " servers")
                : coverage.answered() + " of "
                        + (coverage.servers() == 0 ? "an unknown number of" : coverage.servers())
                        + " servers have answered: the others may have more";
    }

    /** All of it as one JSON object. */
    static String json(FoundSessions found, Accounts accounts) {
        JsonWriter out = new JsonWriter(1_024)
                .begin()
                .member("servers", found.coverage().servers())
                .member("answered", found.coverage().answered())
                .name("sessions")
                .beginList();
        found.sessions().stream()
                .sorted(ORDER)
                .forEach(session -> members(out.begin(), session, accounts).end());
        return text(out.endList().end());
    }

    /** What became of one as a JSON object on one line. */
    static String json(EndedSession ended, Accounts accounts) {
        JsonWriter out = new JsonWriter(512)
                .begin()
                .member("time", ended.time().toString())
                .member("result", ended.word());
        return text(members(out, ended.session(), accounts).end());
    }

    private static JsonWriter members(JsonWriter out, ServerSession session, Accounts accounts) {
        return out.member("user", session.user())
                .member("account", accounts.name(session.account()))
                .optional("key", signer(session))
                .member("server", session.serverName())
                .member("server_id", session.server())
                .member("cid", session.cid())
                .member("kind", session.kind())
                .member("type", session.type())
                .member("from", session.address())
                .member("start", session.start().toString())
                .member("age_seconds", Math.max(0, session.age().toSeconds()))
                .member("client", session.client())
                .member("lang", session.language());
    }

    /** In config mode, nats-server tells the name of the account there. */
    private static @Nullable String signer(ServerSession session) {
        return SystemOptions.isKeyOfAnAccount(session.issuerKey()) ? session.issuerKey() : null;
    }

    private static String text(JsonWriter json) {
        return PrintedText.json(new String(json.toByteArray(), StandardCharsets.UTF_8));
    }
}
