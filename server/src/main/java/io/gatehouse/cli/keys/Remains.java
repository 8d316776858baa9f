package io.gatehouse.cli.keys;

import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.explain.PrintedText;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What would end, or could not log in any more, without a signing key of an account.
 *
 * @param credentials where users are configured whose JWTs it has signed, or may have; a line each
 * @param sessions that it has signed
 * @param whole whether every server has told of its sessions
 */
record Remains(List<String> credentials, List<ServerSession> sessions, boolean whole) {
    private static final int SHOWN = 10;

    Remains {
        credentials = List.copyOf(credentials);
        sessions = List.copyOf(sessions);
    }

    /** Looks at the files that the configuration names, and asks all servers. */
    static Remains of(
            Nkey key, Nkey account, GatehouseSettings settings, Map<String, String> environment, Sessions all) {
        FoundSessions found = all.all(new SessionQuery(null, account.text())).join();
        List<ServerSession> signed = found.sessions().stream()
                .filter(session -> session.issuerKey().equals(key.text()))
                .toList();
        return new Remains(
                credentials(key, account, settings, environment),
                signed,
                found.coverage().isWhole());
    }

    private static List<String> credentials(
            Nkey key, Nkey account, GatehouseSettings settings, Map<String, String> environment) {
        List<String> signed = new ArrayList<>();
        settings.credentials().forEach((place, file) -> {
            UserToken token = CredsUsers.token(file);
            if (token == null) {
                signed.add("may be signed by it, but cannot be read: " + place + " (" + file + ")");
            } else if (token.issuer().equals(key)) {
                signed.add("signed by it: " + place + " (" + file + ")");
            }
        });
        Path conf = settings.check().serverConf();
        Nkey auth = CredsUsers.auth(settings);
        boolean hasSentinel = auth == null || auth.equals(account);
        if (conf != null && hasSentinel && NamedInConf.isDefaultSentinel(key, conf, environment)) {
            signed.add("signed by it: default_sentinel (" + conf + ")");
        }
        return signed;
    }

    boolean areNone() {
        return credentials.isEmpty() && sessions.isEmpty() && whole;
    }

    /** All of it, a line each, of sessions only some. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(credentials);
        sessions.stream()
                .limit(SHOWN)
                .forEach(session -> lines.add("session " + session.cid() + " on " + session.serverName() + " of "
                        + PrintedText.plain(session.user())));
        if (sessions.size() > SHOWN) {
            lines.add("and " + (sessions.size() - SHOWN) + " sessions more: gatehouse sessions shows all");
        }
        if (!whole) {
            lines.add("not every server has listed its sessions");
        }
        return lines;
    }
}
