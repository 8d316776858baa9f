package io.gatehouse.directory.users;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.TokenHash;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.text.GoDuration;
import io.gatehouse.policy.text.UserText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads one user after the other. */
final class UserReader {
    /** The fields that every kind of record has; the others come before them. */
    private static final List<String> COMMON = List.of(
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
            "groups",
            "attributes",
            "bearer_token",
            "proxy_required");

    /** Takes the place of a user with mistakes, which are told before anybody asks for the user. */
    private static final FileUser MISTAKEN = new FileUser(Entitlement.plain("mistaken", ""), Profile.NONE, null, 0);

    private final UserCursor in;
    private final HeapRoom room;
    private final long version;
    private final int entry;
    private final Shared shared;
    private final PermissionsReader permissionsReader;
    private final LimitsReader limitsReader;
    private final ProfileReader profileReader;
    private final AnswerReader answerReader;

    private @Nullable PasswordHash password;
    private List<Nkey> nkeys = List.of();
    private @Nullable String tokenName;
    private @Nullable String account;
    private @Nullable String role;
    private UserPermissions permissions = UserPermissions.UNRESTRICTED;
    private List<String> tags = List.of();
    private ConnectionTypes connectionTypes = ConnectionTypes.ANY;
    private boolean bearerToken;
    private boolean proxyRequired;
    private boolean disabled;
    private @Nullable Duration session;
    private @Nullable Instant expires;

    /**
     * @param shared interns what many users have in common
     * @param version of the users who are not as they were before
     * @param entry what it takes to find a user, in bytes of the heap
     */
    UserReader(UserCursor in, HeapRoom room, Shared shared, long version, int entry) {
        this.entry = entry;
        this.in = in;
        this.room = room;
        this.shared = shared;
        this.version = version;
        this.permissionsReader = new PermissionsReader(in);
        this.limitsReader = new LimitsReader(in);
        this.profileReader = new ProfileReader(in, shared);
        this.answerReader = new AnswerReader(in);
    }

    static String[] fields(String... own) {
        return Stream.concat(Stream.of(own), COMMON.stream()).toArray(String[]::new);
    }

    /**
     * Reads the user whose object begins at the parser's token; {@link #MISTAKEN} when there are mistakes.
     *
     * @param before the user of that name in the file before, which is returned when nothing about it has changed
     * @throws HeapFullException when the heap has no room for it
     */
    FileUser read(String name, TokenStreamLocation where, @Nullable FileUser before) {
        begin();
        in.user(name);
        int mistakes = in.mistakes();
        name(name, where);
        int named = in.mistakes();
        in.object(in.kind().fields(), this::field);
        if (in.mistakes() == named) {
            missing(name, where);
        }
        if (in.mistakes() > mistakes) {
            room.take(entry + HeapWeight.of(name));
            return MISTAKEN;
        }
        Entitlement entitlement = entitlement(tokenName == null ? ownName(name) : tokenName);
        Profile profile = profileReader.profile();
        return before != null && before.is(entitlement, profile, password, nkeys)
                ? kept(before)
                : added(entitlement, profile);
    }

    /** What was read with the user, where it is an answer about one login; not to be asked for where there was a mistake. */
    UserAnswer answer(FileUser user) {
        return answerReader.answer(user);
    }

    /** Notes what a record of its kind must have. */
    private void missing(String name, TokenStreamLocation where) {
        if (in.kind() == RecordKind.TOKENS && tokenName == null) {
            in.mistake(where, "name is missing: the name of who logs in with it");
        }
        if (in.kind() == RecordKind.TOKENS && password == null) {
            in.mistake(where, "hash is missing: \"gatehouse tokens issue\" writes it");
        }
        if (in.kind() == RecordKind.ANSWERS) {
            answerReader.missing(where, !name.isEmpty() || tokenName != null);
        }
    }

    /** Who is let in always has a name; who is refused may have none. */
    private static String ownName(String name) {
        return name.isEmpty() ? "unnamed" : name;
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
        room.take(entry);
        return before;
    }

    private FileUser added(Entitlement entitlement, Profile profile) {
        int distinct = shared.size();
        FileUser user = new FileUser(shared.parts(entitlement), shared.one(profile), password, version, nkeys);
        boolean common = shared.size() == distinct;
        if (common) {
            room.giveBack(in.listed());
        }
        if (password != null) {
            room.leaveFor(password);
        }
        room.take(entry + HeapWeight.of(user) + (common ? 0 : HeapWeight.PART));
        return user;
    }

    private void begin() {
        password = null;
        nkeys = List.of();
        tokenName = null;
        account = null;
        role = null;
        permissions = UserPermissions.UNRESTRICTED;
        tags = List.of();
        connectionTypes = ConnectionTypes.ANY;
        bearerToken = false;
        proxyRequired = false;
        disabled = false;
        session = null;
        expires = null;
        limitsReader.begin();
        profileReader.begin();
        answerReader.begin();
    }

    private void name(String name, TokenStreamLocation where) {
        if (in.kind() == RecordKind.TOKENS) {
            if (!ApiToken.isId(name)) {
                in.mistake(where, "is no id of a token: an id has " + ApiToken.ID_LENGTH + " letters and digits");
            }
            return;
        }
        if (in.kind() == RecordKind.ANSWERS && name.isEmpty()) {
            return;
        }
        try {
            UserText.require("a user name", name);
        } catch (IllegalArgumentException e) {
            in.mistake(where, String.valueOf(e.getMessage()));
        }
    }

    private void field(String name) {
        switch (name) {
            case "pass" -> password = password();
            case "nkey" -> nkeys = nkeys();
            case "name" -> tokenName = tokenName();
            case "hash" -> password = tokenHash();
            case "created" -> {
                Instant unused = in.instant();
            }
            case "comment" -> {
                String unused = in.text();
            }
            case "account" -> account = word();
            case "role" -> role = word();
            case "permissions" -> permissions = permissionsReader.read();
            case "disabled" -> disabled = in.flag();
            case "expires" -> expires = in.instant();
            case "session" -> session = session();
            case "allowed_connection_types" -> connectionTypes = connectionTypes();
            case "tags" -> tags = List.copyOf(in.list(this::tag));
            case "result", "reason", "expires_at" -> answerReader.field(name);
            case "groups" -> profileReader.groups();
            case "attributes" -> profileReader.attributes();
            case "bearer_token" -> bearerToken = in.flag();
            case "proxy_required" -> proxyRequired = in.flag();
            default -> limitsReader.field(name);
        }
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
        return in.validOrNull(() -> PasswordHash.parse(stored));
    }

    private List<Nkey> nkeys() {
        int mistakes = in.mistakes();
        List<Nkey> keys = in.list(text -> in.validOrNull(() -> Nkey.parse(text, NkeyKind.USER))).stream()
                .distinct()
                .toList();
        if (keys.isEmpty() && in.mistakes() == mistakes) {
            in.mistake("must be a public nkey (U...), or a list of these");
        }
        in.weigh((long) HeapWeight.NKEY * keys.size());
        return keys;
    }

    private @Nullable String tokenName() {
        String text = in.text();
        return text == null ? null : in.validOrNull(() -> UserText.require("a name", text));
    }

    private @Nullable PasswordHash tokenHash() {
        String stored = in.text();
        return stored == null ? null : in.validOrNull(() -> TokenHash.parse(stored));
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

    private ConnectionTypes connectionTypes() {
        List<ConnectionType> types = new ArrayList<>();
        return in.validWhole(
                ConnectionTypes.ANY,
                () -> types.addAll(in.list(word -> in.validOrNull(() -> ConnectionType.parse(word)))),
                () -> ConnectionTypes.of(types));
    }

    private @Nullable String tag(String text) {
        String tag = in.validOrNull(() -> UserText.require("a tag", text.strip().toLowerCase(Locale.ROOT)));
        return tag == null ? null : shared.one(tag);
    }
}
