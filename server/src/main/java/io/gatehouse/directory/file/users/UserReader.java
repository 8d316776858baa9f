package io.gatehouse.directory.file.users;

import io.gatehouse.claims.Permissions;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.Quoted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads one user after the other. */
final class UserReader {
    static final FieldNames FIELDS = new FieldNames(
            "pass",
            "account",
            "role",
            "permissions",
            "disabled",
            "expires",
            "session",
            "src",
            "times",
            "times_location",
            "allowed_connection_types",
            "subs",
            "data",
            "payload",
            "tags",
            "bearer_token",
            "proxy_required");

    private final UserCursor in;
    private final HeapRoom room;
    private final Shared shared = new Shared();
    private final PermissionsReader permissionsReader;
    private final LimitsReader limitsReader;

    private @Nullable PasswordHash password;
    private @Nullable String account;
    private @Nullable String role;
    private Permissions permissions = Permissions.NONE;
    private List<String> tags = List.of();
    private Set<ConnectionType> connectionTypes = Set.of();
    private boolean bearerToken;
    private boolean proxyRequired;
    private boolean disabled;
    private @Nullable Duration session;
    private @Nullable Instant expires;
    private boolean accountGiven;

    UserReader(UserCursor in, HeapRoom room) {
        this.in = in;
        this.room = room;
        this.permissionsReader = new PermissionsReader(in);
        this.limitsReader = new LimitsReader(in);
    }

    /**
     * Reads the user whose object the parser stands on; one with mistakes is returned all the same.
     *
     * @param before the user of that name in the file before, which is returned when nothing about it has changed
     * @throws HeapFullException when the heap has no room for it
     */
    FileUser read(String name, TokenStreamLocation where, @Nullable FileUser before) {
        begin();
        in.user(name);
        name(name, where);
        int mistakes = in.mistakes();
        in.object(FIELDS, this::field);
        if (!accountGiven && in.mistakes() == mistakes) {
            in.mistake(where, "account is missing");
        }
        Entitlement entitlement = entitlement(name);
        return before != null && before.is(entitlement, password) ? kept(before) : added(entitlement);
    }

    private Entitlement entitlement(String name) {
        return new Entitlement(
                name,
                account == null ? "" : account,
                role,
                permissions,
                limitsReader.limits(),
                tags,
                connectionTypes,
                bearerToken,
                proxyRequired,
                disabled,
                session,
                expires);
    }

    private FileUser kept(FileUser before) {
        room.giveBack(in.listed());
        room.take(HeapWeight.ENTRY);
        return before;
    }

    private FileUser added(Entitlement entitlement) {
        int distinct = shared.size();
        FileUser user = new FileUser(shared.parts(entitlement), password);
        boolean common = shared.size() == distinct;
        if (common) {
            room.giveBack(in.listed());
        }
        if (password != null) {
            room.leaveFor(password);
        }
        room.take(HeapWeight.ENTRY + HeapWeight.of(user) + (common ? 0 : HeapWeight.PART));
        return user;
    }

    private void begin() {
        password = null;
        account = null;
        role = null;
        permissions = Permissions.NONE;
        tags = List.of();
        connectionTypes = Set.of();
        bearerToken = false;
        proxyRequired = false;
        disabled = false;
        session = null;
        expires = null;
        accountGiven = false;
        limitsReader.begin();
    }

    private void name(String name, TokenStreamLocation where) {
        if (name.isBlank()) {
            in.mistake(where, "a user name must not be empty");
        } else if (!UserCursor.clean(name)) {
            in.mistake(where, "a user name must not have control characters");
        }
    }

    private void field(String name) {
        switch (name) {
            case "pass" -> password = password();
            case "account" -> account = account();
            case "role" -> role = word();
            case "permissions" -> permissions = permissionsReader.read();
            case "disabled" -> disabled = in.flag();
            case "expires" -> expires = expires();
            case "session" -> session = session();
            case "allowed_connection_types" -> connectionTypes = connectionTypes();
            case "tags" -> tags = List.copyOf(in.list(this::tag));
            case "bearer_token" -> bearerToken = in.flag();
            case "proxy_required" -> proxyRequired = in.flag();
            default -> limitsReader.field(name);
        }
    }

    private @Nullable String account() {
        accountGiven = true;
        return word();
    }

    private @Nullable String word() {
        String text = in.text();
        if (text != null && text.isBlank()) {
            in.mistake("must not be empty");
        }
        return text;
    }

    private @Nullable PasswordHash password() {
        String stored = in.text();
        if (stored == null) {
            return null;
        }
        if (stored.isEmpty()) {
            in.mistake("must not be empty: leave it out for a user without a password");
            return null;
        }
        try {
            return PasswordHash.parse(stored);
        } catch (IllegalArgumentException e) {
            in.mistake(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Instant expires() {
        String text = in.text();
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            in.mistake("must be an instant such as \"2030-12-31T23:59:59Z\"");
            return null;
        }
    }

    private @Nullable Duration session() {
        String text = in.text();
        if (text == null) {
            return null;
        }
        Duration duration = GoDuration.parse(text);
        if (duration == null || duration.compareTo(Duration.ofSeconds(1)) < 0) {
            in.mistake("must be a duration of one second or more, such as \"1h30m\"");
        }
        return duration;
    }

    private Set<ConnectionType> connectionTypes() {
        int before = in.mistakes();
        Set<ConnectionType> types = EnumSet.noneOf(ConnectionType.class);
        types.addAll(in.list(this::connectionType));
        if (in.mistakes() == before) {
            if (types.isEmpty()) {
                in.mistake("is an empty list: leave it out for any type of connection");
            }
            types.forEach(type -> requireTwin(type, types));
        }
        return Set.copyOf(types);
    }

    private @Nullable ConnectionType connectionType(String word) {
        ConnectionType type = ConnectionType.named(word);
        if (type == null) {
            in.mistake(Quoted.of(word) + " is none of " + List.of(ConnectionType.values()));
        }
        return type;
    }

    private void requireTwin(ConnectionType type, Set<ConnectionType> types) {
        ConnectionType twin = type.twin();
        if (twin != null && !types.contains(twin)) {
            in.mistake(type + " without " + twin + " cannot be enforced, since nats-server does not tell Gatehouse"
                    + " which of the two a connection is: list both, or neither");
        }
    }

    private @Nullable String tag(String text) {
        String tag = text.strip().toLowerCase(Locale.ROOT);
        if (tag.isEmpty()) {
            in.mistake("a tag must not be empty");
            return null;
        }
        return shared.one(tag);
    }
}
