package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds entitlements that differ in what a test is about. */
public final class Entitlements {
    private String name = "alice";
    private String account = "APP1";
    private @Nullable String role;
    private Permissions permissions = Permissions.NONE;
    private Limits limits = Limits.NONE;
    private List<String> tags = List.of();
    private Set<ConnectionType> types = Set.of();
    private boolean bearer;
    private boolean proxy;
    private boolean disabled;
    private @Nullable Duration session;
    private @Nullable Instant expires;

    private Entitlements() {}

    public static Entitlements alice() {
        return new Entitlements();
    }

    public Entitlements name(String value) {
        name = value;
        return this;
    }

    public Entitlements account(String value) {
        account = value;
        return this;
    }

    public Entitlements role(String value) {
        role = value;
        return this;
    }

    public Entitlements permissions(Permissions value) {
        permissions = value;
        return this;
    }

    public Entitlements limits(Limits value) {
        limits = value;
        return this;
    }

    public Entitlements sources(String... ranges) {
        return limits(new Limits(-1, -1, -1, List.of(ranges), List.of(), null));
    }

    public Entitlements hours(String start, String end, @Nullable String zone) {
        return limits(new Limits(-1, -1, -1, List.of(), List.of(new Limits.TimeRange(start, end)), zone));
    }

    public Entitlements tags(String... values) {
        tags = List.of(values);
        return this;
    }

    public Entitlements types(ConnectionType... values) {
        types = Set.of(values);
        return this;
    }

    public Entitlements bearer() {
        bearer = true;
        return this;
    }

    public Entitlements proxy() {
        proxy = true;
        return this;
    }

    public Entitlements disabled(boolean value) {
        disabled = value;
        return this;
    }

    public Entitlements session(Duration value) {
        session = value;
        return this;
    }

    public Entitlements expires(Instant value) {
        expires = value;
        return this;
    }

    /** Of somebody whose directory says just this. */
    public Identity identity() {
        return Identity.of("directory", build());
    }

    public Entitlement build() {
        return new Entitlement(
                name, account, role, permissions, limits, tags, types, bearer, proxy, disabled, session, expires);
    }
}
