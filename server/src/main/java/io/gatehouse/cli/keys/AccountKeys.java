package io.gatehouse.cli.keys;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An account as each server has it, and the sessions of each of its keys.
 *
 * @param jwts one for each server that has loaded the account; empty where none was asked
 * @param ends the first end of these, in seconds since 1970; 0 for never
 * @param sessions by the key that has signed them; null where no server was asked
 */
record AccountKeys(
        Nkey id,
        List<AccountClaims> jwts,
        long ends,
        @Nullable Map<String, Long> sessions) {
    static AccountKeys unasked(Nkey id) {
        return new AccountKeys(id, List.of(), 0, null);
    }

    /** As the servers have it now; a JWT that cannot be read counts as one without keys. */
    static AccountKeys ask(Nkey id, SystemAccess servers) throws InterruptedException {
        List<AccountClaims> jwts = new ArrayList<>();
        long ends = 0;
        for (String jwt : servers.accounts().jwts(id.text()).given().values()) {
            try {
                jwts.add(AccountClaims.decode(jwt));
                long end = AccountClaims.expiresAt(jwt);
                ends = ends == 0 || (end != 0 && end < ends) ? end : ends;
            } catch (ClaimsException e) {
                jwts.add(AccountClaims.of(id, id.text()));
            }
        }
        return new AccountKeys(id, jwts, ends, bySigner(servers, id));
    }

    /** However many there are; while sessions end, one of the others may be counted twice. */
    private static Map<String, Long> bySigner(SystemAccess servers, Nkey account) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        Coverage unused = servers.sessions()
                .find(
                        List.of(new SessionQuery(null, account.text())),
                        some -> some.forEach(session -> counts.merge(session.issuerKey(), 1L, Long::sum)))
                .join();
        return counts;
    }

    /** Its JWT, when that ends; nothing where it does not. */
    List<KeyLine> jwt(String name) {
        return ends == 0
                ? List.of()
                : List.of(KeyLine.of("account " + name, id, "JWT").ending(Instant.ofEpochSecond(ends)));
    }

    /** Keys that sign for it, of which the first does. */
    List<KeyLine> signers(String place, List<SigningKey> keys) {
        List<KeyLine> lines = new ArrayList<>();
        for (SigningKey key : keys) {
            boolean signs = lines.isEmpty();
            Nkey name = key.publicKey();
            KeyLine line = KeyLine.of(place, name, signs ? "signs" : "held")
                    .with(listed(jwt -> jwt.isSigner(name)), sessions(name));
            lines.add(
                    signs && line.listed() != null && !line.listed().everywhere()
                            ? line.failing("servers that do not list it refuse its users: push the account")
                            : line);
        }
        return lines;
    }

    /** An xkey, which the servers seal requests for when the account names it. */
    KeyLine xkey(String place, Nkey key) {
        return KeyLine.of(place, key, "opens").with(listed(jwt -> key.text().equals(xkey(jwt))), null);
    }

    private static String xkey(AccountClaims jwt) {
        CalloutAuthorization callout = jwt.authorization();
        Nkey xkey = callout == null ? null : callout.xkey();
        return xkey == null ? "" : xkey.text();
    }

    /** The signing keys that a server lists and that are not held here. */
    List<KeyLine> others(String name, Set<Nkey> held) {
        Set<Nkey> others = new LinkedHashSet<>();
        jwts.forEach(jwt -> jwt.signingKeys().forEach(entry -> others.add(entry.key())));
        others.removeAll(new HashSet<>(held));
        return others.stream()
                .map(key -> KeyLine.of("account " + name, key, "not held here")
                        .with(listed(jwt -> jwt.isSigner(key)), sessions(key)))
                .toList();
    }

    private KeyLine.@Nullable Listed listed(Predicate<AccountClaims> has) {
        return jwts.isEmpty()
                ? null
                : new KeyLine.Listed((int) jwts.stream().filter(has).count(), jwts.size());
    }

    private @Nullable Long sessions(Nkey key) {
        return sessions == null ? null : sessions.getOrDefault(key.text(), 0L);
    }
}
