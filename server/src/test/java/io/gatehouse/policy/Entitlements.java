package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds entitlements that differ in what a test is about. */
public final class Entitlements {
    private String name = "alice";
    private String account = "APP1";
    private @Nullable String role;
    private UserPermissions permissions = UserPermissions.UNRESTRICTED;
    private UserLimits limits = UserLimits.NONE;
    private List<String> tags = List.of();
    private ConnectionTypes types = ConnectionTypes.ANY;
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

    public Entitlements permissions(UserPermissions value) {
        permissions = value;
        return this;
    }

    public Entitlements limits(UserLimits value) {
        limits = value;
        return this;
    }

    public Entitlements sources(String... ranges) {
        Sources sources = Sources.of(Stream.of(ranges).map(SourceRange::parse).toList());
        return limits(new UserLimits(-1, -1, -1, sources, Hours.ANY));
    }

    public Entitlements hours(String start, String end, @Nullable String zone) {
        ZoneId known = zone == null ? Hours.DEFAULT_ZONE : Hours.zone(zone);
        Hours hours = Hours.of(List.of(Hours.Window.parse(start, end)), known);
        return limits(new UserLimits(-1, -1, -1, Sources.ANY, hours));
    }

    public Entitlements tags(String... values) {
        tags = List.of(values);
        return this;
    }

    public Entitlements types(ConnectionType... values) {
        types = ConnectionTypes.of(List.of(values));
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
