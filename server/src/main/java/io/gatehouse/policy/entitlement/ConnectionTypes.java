package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.request.ClientInfo;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of connection that a user may come by: any, or some. */
public final class ConnectionTypes {
    public static final ConnectionTypes ANY = new ConnectionTypes(Set.of());

    /** Empty for any type. */
    private final Set<ConnectionType> types;

    private ConnectionTypes(Set<ConnectionType> types) {
        this.types = types;
    }

    /**
     * Some types; for any type there is {@link #ANY}.
     *
     * @throws IllegalArgumentException when there is none, or one of two that nats-server does not tell apart
     */
    public static ConnectionTypes of(Collection<ConnectionType> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("is an empty list: leave it out for any type of connection");
        }
        for (ConnectionType type : types) {
            ConnectionType twin = type.twin();
            if (twin != null && !types.contains(twin)) {
                throw new IllegalArgumentException(
                        type + " without " + twin + " cannot be enforced, since nats-server does"
                                + " not tell Gatehouse which of the two a connection is: list both, or neither");
            }
        }
        return new ConnectionTypes(EnumSet.copyOf(types));
    }

    /** Whether each type that the connection may have is allowed: where the server tells too little, it is refused. */
    public boolean allow(ClientInfo client) {
        if (types.isEmpty()) {
            return true;
        }
        Set<ConnectionType> possible = ConnectionType.of(client);
        return !possible.isEmpty() && types.containsAll(possible);
    }

    /** The types that are in both; null when there are none. */
    public @Nullable ConnectionTypes and(ConnectionTypes other) {
        if (types.isEmpty() || other.types.isEmpty()) {
            return types.isEmpty() ? other : this;
        }
        Set<ConnectionType> both = EnumSet.copyOf(types);
        both.retainAll(other.types);
        return both.isEmpty() ? null : new ConnectionTypes(both);
    }

    /** As a user JWT says them; none for any type. */
    public List<String> names() {
        return types.stream().map(Enum::name).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionTypes that && types.equals(that.types);
    }

    @Override
    public int hashCode() {
        return types.hashCode();
    }

    @Override
    public String toString() {
        return types.isEmpty() ? "any" : types.toString();
    }
}
