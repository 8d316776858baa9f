package io.gatehouse.cli.keys;

import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.explain.PrintedText;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.CountedSessions;
import io.gatehouse.sessions.Coverage;
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
 * @param sessions that it has signed, of which the first are known, however many there are
 */
record Remains(List<String> credentials, CountedSessions sessions) {
    private static final int SHOWN = 10;

    Remains {
        credentials = List.copyOf(credentials);
    }

    /** Looks at the files that the configuration names, and asks all servers. */
    static Remains of(
            Nkey key, Nkey account, GatehouseSettings settings, Map<String, String> environment, Sessions all) {
        CountedSessions signed = all.first(
                        List.of(new SessionQuery(null, account.text())),
                        SHOWN,
                        session -> session.issuerKey().equals(key.text()))
                .join();
        return new Remains(credentials(key, account, settings, environment), signed);
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

    /** The same where there are so many servers at least: those that answer may not know of others that they have lost. */
    Remains expecting(int servers) {
        Coverage told = sessions.coverage();
        Coverage expected = new Coverage(told.answered(), Math.max(told.servers(), servers));
        return new Remains(credentials, new CountedSessions(sessions.first(), sessions.count(), expected));
    }

    boolean areNone() {
        return credentials.isEmpty()
                && sessions.count() == 0
                && sessions.coverage().isWhole();
    }

    /** All of it, a line each, of sessions only some. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(credentials);
        sessions.first()
                .forEach(session -> lines.add("session " + session.cid() + " on " + session.serverName() + " of "
                        + PrintedText.plain(session.user())));
        long more = sessions.count() - sessions.first().size();
        if (more > 0) {
            lines.add("and " + more + " sessions more: gatehouse sessions shows all");
        }
        if (!sessions.coverage().isWhole()) {
            lines.add("not every server has listed its sessions");
        }
        return lines;
    }
}
