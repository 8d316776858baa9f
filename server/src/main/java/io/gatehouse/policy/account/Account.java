package io.gatehouse.policy.account;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An account of nats-server that users can be placed in. */
public sealed interface Account {
    /** The name that directories use. */
    String name();

    /** Config mode: named in the user JWT's audience, and signed by the callout's issuer. */
    record Named(String name, SigningKey issuer) implements Account {}

    /**
     * Operator mode: signed by the account's own key or one of its signing keys.
     *
     * @param id the account's public key
     * @param key the key for users without a role; null when every user must have a role
     * @param roles the scoped signing keys, by role
     */
    record Keyed(String name, Nkey id, @Nullable Key key, Map<String, Key> roles) implements Account {
        public Keyed {
            roles = Collections.unmodifiableMap(new TreeMap<>(roles));
        }

        /** The same with other signing keys, whose own key is none of them. */
        Keyed withOtherKeys() {
            Map<String, Key> others = new TreeMap<>();
            roles.forEach((role, known) -> others.put(role, known.other()));
            return new Keyed(name, id, key == null ? null : key.other(), others);
        }
    }

    /**
     * A signing key.
     *
     * @param scoped whether the account's JWT gives it a scope, so that user JWTs must carry no permissions
     * @param allowDots whether names and tags of its users may have dots: safe only where the scope's template takes neither
     * @param others keys that are held beside it, to take its place or because sessions of theirs are left; they sign nobody
     */
    record Key(SigningKey signer, boolean scoped, boolean allowDots, List<SigningKey> others) {
        public Key {
            others = List.copyOf(others);
        }

        /** A key alone. */
        public Key(SigningKey signer, boolean scoped, boolean allowDots) {
            this(signer, scoped, allowDots, List.of());
        }

        /** A key whose users' names and tags are single tokens when it is scoped. */
        public Key(SigningKey signer, boolean scoped) {
            this(signer, scoped, false);
        }

        /**
         * The first of these, which signs, with the others beside it.
         *
         * @param keys at least one
         */
        static Key of(List<SigningKey> keys, boolean scoped, boolean allowDots) {
            return new Key(keys.get(0), scoped, allowDots, keys.subList(1, keys.size()));
        }

        private Key other() {
            return new Key(SigningKey.generate(NkeyKind.ACCOUNT), scoped, allowDots);
        }
    }
}
