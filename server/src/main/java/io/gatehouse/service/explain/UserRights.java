package io.gatehouse.service.explain;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.explain.GrantedClaims;
import io.gatehouse.policy.Verdict;
import io.gatehouse.service.explain.RightsChange.Difference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a user may, as words that can be compared.
 *
 * @param words by their kind
 */
record UserRights(SortedMap<String, SortedSet<String>> words) {
    /** Of somebody whom the directory does not have. */
    static final UserRights NO_USER = new UserRights(new TreeMap<>(Map.of("verdict", set("no such user"))));

    private static final String ANY = "any subject";

    /** What a verdict means, with the claims of one that lets the user in. */
    static UserRights of(Verdict verdict, @Nullable GrantedClaims granted) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        if (verdict instanceof Verdict.Denied denied) {
            words.put("verdict", set("denied: " + denied.reason().code()));
        } else if (verdict instanceof Verdict.Dropped dropped) {
            words.put("verdict", set("no answer: " + dropped.reason().code()));
        } else {
            words.put("verdict", set("granted"));
        }
        if (granted != null) {
            add(granted, words);
        }
        return new UserRights(words);
    }

    private static void add(GrantedClaims granted, SortedMap<String, SortedSet<String>> words) {
        UserClaims claims = granted.claims();
        UserClaims.Body body = claims.body();
        words.put("account", set(granted.account()));
        words.put("shown as", set(claims.name()));
        words.put("tags", new TreeSet<>(claims.tags()));
        words.put("session", set(granted.sessionSeconds() == 0 ? "no end" : granted.sessionSeconds() + " s"));
        if (body == null) {
            // The key says what the user may.
            words.put("scoped signing key", set(granted.issuer().text()));
            return;
        }
        Permissions permissions = body.permissions();
        add("publish", permissions.publish(), words);
        add("subscribe", permissions.subscribe(), words);
        Permissions.Responses responses = permissions.responses();
        words.put("responses", responses == null ? set() : set("max " + responses.max() + ", ttl " + responses.ttl()));
        add(body.limits(), words);
        words.put("connections", new TreeSet<>(body.allowedConnectionTypes()));
        words.put("bearer token", set(String.valueOf(body.bearerToken())));
        words.put("proxy required", set(String.valueOf(body.proxyRequired())));
    }

    private static void add(String side, SubjectRules rules, SortedMap<String, SortedSet<String>> words) {
        words.put(side + " allow", rules.allow().isEmpty() ? set(ANY) : new TreeSet<>(rules.allow()));
        words.put(side + " deny", new TreeSet<>(rules.deny()));
    }

    private static void add(Limits limits, SortedMap<String, SortedSet<String>> words) {
        words.put("subs", number(limits.subs()));
        words.put("data", number(limits.data()));
        words.put("payload", number(limits.payload()));
        words.put("sources", new TreeSet<>(limits.sources()));
        SortedSet<String> times = set();
        limits.times().forEach(time -> times.add(time.start() + "-" + time.end()));
        words.put("times", times);
        words.put("times_location", limits.timesLocation() == null ? set() : set(limits.timesLocation()));
    }

    private static SortedSet<String> number(long limit) {
        return set(limit == Limits.NO_LIMIT ? "no limit" : String.valueOf(limit));
    }

    private static SortedSet<String> set(String... words) {
        return new TreeSet<>(List.of(words));
    }

    /** What others have and these have not, and the other way round. */
    List<Difference> to(UserRights other) {
        SortedSet<String> kinds = new TreeSet<>(words.keySet());
        kinds.addAll(other.words.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String kind : kinds) {
            SortedSet<String> before = words.getOrDefault(kind, set());
            SortedSet<String> after = other.words.getOrDefault(kind, set());
            if (!before.equals(after)) {
                differences.add(new Difference(kind, without(after, before), without(before, after)));
            }
        }
        return differences;
    }

    private static List<String> without(Collection<String> all, Collection<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }
}
