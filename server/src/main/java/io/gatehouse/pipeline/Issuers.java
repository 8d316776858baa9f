package io.gatehouse.pipeline;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.jwt.JwtIssuer;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that are held; several during a rotation. In config mode a request is for the issuer that its server expects, and no other
 * can answer it; all other requests are answered by the first. In operator mode they have signed the sentinels of clients, too: no server
 * tells which sentinel a session has logged in with, and so it is counted here.
 */
public final class Issuers {
    private final List<Issuer> all;
    private final boolean chosen;

    /** Requests of clients whose sentinel none of these has signed; null where clients have no sentinels. */
    private final @Nullable LongAdder otherSentinels;

    private Issuers(List<Issuer> all, boolean chosen, @Nullable LongAdder otherSentinels) {
        this.all = List.copyOf(all);
        this.chosen = chosen;
        this.otherSentinels = otherSentinels;
    }

    /** One that answers all requests. */
    public static Issuers of(ResponseJwt only) {
        return new Issuers(List.of(new Issuer("", only, new LongAdder(), new LongAdder())), false, null);
    }

    /**
     * Holds these.
     *
     * @param keys at least one
     * @param issuerAccount as responses name it
     * @param chosen config mode: whether requests choose one of them
     */
    public static Issuers of(List<SigningKey> keys, @Nullable Nkey issuerAccount, boolean chosen) {
        List<Issuer> held = new ArrayList<>();
        for (SigningKey key : keys) {
            Nkey publicKey = key.publicKey();
            held.add(new Issuer(
                    publicKey.text(), new ResponseJwt(key, issuerAccount), new LongAdder(), new LongAdder()));
        }
        return new Issuers(held, chosen && keys.size() > 1, chosen ? null : new LongAdder());
    }

    /** These in the place of others: those of them that were held before go on counting. */
    public Issuers inPlaceOf(Issuers before) {
        return new Issuers(
                all.stream()
                        .map(issuer -> before.all.stream()
                                .filter(known -> known.key.equals(issuer.key))
                                .findFirst()
                                .orElse(issuer))
                        .toList(),
                chosen,
                otherSentinels == null || before.otherSentinels == null ? otherSentinels : before.otherSentinels);
    }

    /**
     * The one that answers a request.
     *
     * @param subject whom the request is for
     */
    Issuer of(String subject) {
        Issuer first = all.get(0);
        if (!chosen || first.key.equals(subject)) {
            return first;
        }
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).key.equals(subject)) {
                return all.get(i);
            }
        }
        return first;
    }

    /**
     * Counts a client by which of these has signed its sentinel.
     *
     * @param jwt that the client has brought, which nats-server has verified; null for none
     */
    void countSentinel(@Nullable String jwt) {
        if (otherSentinels == null || jwt == null || jwt.isEmpty()) {
            return;
        }
        int found = JwtIssuer.find(jwt);
        for (int i = 0; i < all.size(); i++) {
            if (JwtIssuer.is(jwt, found, all.get(i).key)) {
                all.get(i).sentinels.increment();
                return;
            }
        }
        otherSentinels.increment();
    }

    /** The count of sentinels that none of these has signed; null where sentinels are not counted. */
    public @Nullable LongAdder otherSentinels() {
        return otherSentinels;
    }

    public List<Issuer> all() {
        return all;
    }

    /**
     * One of them.
     *
     * @param key its public key; empty where it is the only one, and nobody asks for its name
     * @param responses what it signs
     * @param requests how many requests it was chosen for
     * @param sentinels how many requests were of clients whose sentinel it has signed
     */
    public record Issuer(String key, ResponseJwt responses, LongAdder requests, LongAdder sentinels) {}
}
