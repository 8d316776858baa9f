package io.gatehouse.cli.keys;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountEdit;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.sessions.ClusterAccounts;
import io.gatehouse.sessions.ServerAnswers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as all servers of a cluster have it now.
 *
 * @param name what it is called in messages
 * @param loaded its JWT by the names of the servers that have loaded it
 * @param jwts what is loaded or kept anywhere, each once
 */
record AccountCopies(String name, Map<String, String> loaded, List<String> jwts) {
    /**
     * Asks all servers.
     *
     * @param least how many must answer at least; 0 for as many as they know of
     * @throws RecordsFailure when not all do
     */
    static AccountCopies ask(ClusterAccounts cluster, Nkey account, String name, int least)
            throws InterruptedException {
        ClusterAccounts all = cluster.expecting(least);
        ServerAnswers<String> loaded = all.jwts(account.text());
        requireAll(loaded, least);
        Set<String> jwts = new LinkedHashSet<>(loaded.given().values());
        jwts.addAll(all.stored(account.text()));
        if (jwts.isEmpty()) {
            throw new RecordsFailure("no server has the JWT of account " + name + " (" + account
                    + "): push it first; nothing was changed");
        }
        return new AccountCopies(name, loaded.given(), List.copyOf(jwts));
    }

    /** @throws RecordsFailure when not each server has answered */
    static void requireAll(ServerAnswers<?> answers, int least) {
        int wanted = Math.max(answers.servers(), least);
        if (wanted > 0 && answers.answered() >= wanted) {
            return;
        }
        Set<String> heard = new LinkedHashSet<>(answers.given().keySet());
        heard.addAll(answers.refused().keySet());
        throw new RecordsFailure(answers.answered() + " of " + (wanted == 0 ? "an unknown number of" : wanted)
                + " servers answer" + (heard.isEmpty() ? "" : ": " + String.join(", ", heard))
                + "; try again when all of them answer; nothing was changed");
    }

    /**
     * The JWT that all of them have, to be changed.
     *
     * @throws RecordsFailure when they do not agree
     */
    AccountEdit agreed(Nkey account) {
        try {
            AccountEdit edit = AccountEdit.of(jwts.get(0));
            if (!edit.claims().text("sub").equals(account.text())) {
                throw new RecordsFailure("a server has returned the JWT of another account than " + name);
            }
            if (jwts.size() > 1) {
                throw new RecordsFailure("the servers disagree on the JWT of account " + name + ": " + copies()
                        + ". Servers that store JWTs get the newest one from each other within two minutes, unless"
                        + " resolver.interval says otherwise: try again then; nothing was changed");
            }
            return edit;
        } catch (ClaimsException e) {
            throw new RecordsFailure("the JWT of account " + name + " cannot be read: " + e.getMessage());
        }
    }

    private String copies() throws ClaimsException {
        Map<String, String> when = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : loaded.entrySet()) {
            when.put(one.getKey(), issued(one.getValue()));
        }
        for (String jwt : jwts) {
            if (!loaded.containsValue(jwt)) {
                when.merge("one that has not loaded it", issued(jwt), (some, more) -> some + " and " + more);
            }
        }
        return String.join(
                ", ",
                when.entrySet().stream()
                        .map(one -> one.getKey() + " has one of " + one.getValue())
                        .toList());
    }

    private static String issued(String jwt) throws ClaimsException {
        return Instant.ofEpochSecond(AccountEdit.of(jwt).issuedAt()).toString();
    }

    /** Whether a JWT that any server has lists a key as one that signs. */
    boolean signsAnywhere(Nkey key) {
        return jwts.stream().anyMatch(jwt -> signs(jwt, key));
    }

    /** Where a key that all list is in force: servers load an account when somebody needs it. */
    String inForce() {
        return loaded.isEmpty()
                ? "stored by the servers, none of which has loaded the account yet"
                : "in force on " + String.join(", ", loaded.keySet());
    }

    /** Each JWT that lists a key, by when it was signed, and the keys that are left without that one. */
    List<String> without(Nkey key) {
        return jwts.stream()
                .filter(jwt -> signs(jwt, key))
                .map(jwt -> {
                    try {
                        List<String> left = AccountClaims.decode(jwt).signingKeys().stream()
                                .filter(entry -> !entry.key().equals(key))
                                .map(entry -> entry.key() + (entry.scoped() ? " (scoped)" : ""))
                                .toList();
                        return "account " + name + ": the JWT of " + issued(jwt) + " has "
                                + (left.isEmpty()
                                        ? "no other signing key"
                                        : "these others: " + String.join(", ", left));
                    } catch (ClaimsException e) {
                        throw new RecordsFailure("the JWT of account " + name + " cannot be read: " + e.getMessage());
                    }
                })
                .toList();
    }

    /** Whether each JWT that a server has lists it. */
    boolean signsEverywhere(Nkey key) {
        return jwts.stream().allMatch(jwt -> signs(jwt, key));
    }

    /**
     * Looks whether users of a key would have the rights that those of the key before have.
     *
     * @throws RecordsFailure when they would have others at a server
     */
    void requireSameScope(Nkey key, KeyPlace place) {
        for (String jwt : jwts) {
            try {
                requireSameScope(AccountClaims.decode(jwt), key, place);
            } catch (ClaimsException e) {
                throw new RecordsFailure("the JWT of account " + name + " cannot be read: " + e.getMessage());
            }
        }
    }

    private void requireSameScope(AccountClaims account, Nkey key, KeyPlace place) {
        UserClaims.Body template = template(account, key);
        if (place.scoped() && template == null) {
            throw new RecordsFailure(key + " has no scope in the JWT of account " + name
                    + ", so that its users could do everything in the account; nothing was changed");
        }
        place.keys().stream()
                .filter(each -> !each.equals(key) && account.isSigner(each))
                .findFirst()
                .filter(before -> !Objects.equals(template(account, before), template))
                .ifPresent(before -> {
                    throw new RecordsFailure("in the JWT of account " + name + ", " + key + " has another scope than "
                            + before + ", so that users would have other permissions; nothing was changed");
                });
    }

    /** What users of a key may, where the account says it. */
    private static UserClaims.@Nullable Body template(AccountClaims account, Nkey key) {
        AccountSigningKey entry = account.signingKey(key);
        AccountSigningKey.Scope scope = entry == null ? null : entry.scope();
        return scope == null ? null : scope.template();
    }

    private static boolean signs(String jwt, Nkey key) {
        try {
            return AccountClaims.decode(jwt).isSigner(key);
        } catch (ClaimsException e) {
            return false;
        }
    }

    /** Whether a server seals its requests for an xkey. */
    boolean sealsFor(Nkey xkey) {
        return jwts.stream().anyMatch(jwt -> {
            try {
                CalloutAuthorization callout = AccountClaims.decode(jwt).authorization();
                Nkey named = callout == null ? null : callout.xkey();
                return named != null && named.equals(xkey);
            } catch (ClaimsException e) {
                return false;
            }
        });
    }
}
