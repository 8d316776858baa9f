package io.gatehouse.directory.postgres;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoginPart;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of a login that a query names, as {@code :user}. */
enum LoginValue {
    /** The user name. */
    USER(LoginPart.USER, login -> login.connect().user()),
    PASSWORD(LoginPart.PASSWORD, login -> login.connect().password()),
    TOKEN(LoginPart.TOKEN, login -> login.connect().token()),
    /** The address that the client comes from. */
    HOST(LoginPart.HOST, login -> login.client().host()),
    /** What the client calls itself. */
    CLIENT_NAME(LoginPart.CLIENT_NAME, login -> login.connect().name()),
    /** What is asked for: the callout's issuer, or in operator mode the account. */
    ACCOUNT(LoginPart.ACCOUNT, AuthorizationRequest::subject),
    /** {@code nats}, {@code websocket} or {@code mqtt}. */
    CONNECTION_TYPE(LoginPart.CONNECTION, login -> login.client().type()),
    /** The name of the nats-server that the client connects to. */
    SERVER(LoginPart.SERVER, login -> login.server().name()),
    /** The client id of MQTT. */
    MQTT_ID(LoginPart.MQTT_ID, login -> login.client().mqttId());

    /** More than nats-server takes in CONNECT by default. */
    private static final int LONGEST = 64 * 1024;

    /** Longer names are nobody's. */
    private static final int LONGEST_NAME = 1024;

    private final LoginPart part;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<AuthorizationRequest, @Nullable String> value;

    LoginValue(LoginPart part, Function<AuthorizationRequest, @Nullable String> value) {
        this.part = part;
        this.value = value;
    }

    /** The value that a query calls so. */
    static Optional<LoginValue> named(String name) {
        return Arrays.stream(values()).filter(one -> one.word().equals(name)).findFirst();
    }

    /** All names, for messages. */
    static String words() {
        return Arrays.stream(values()).map(one -> ":" + one.word()).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    LoginPart part() {
        return part;
    }

    /** Whether a client proves with it who it is. */
    boolean isSecret() {
        return this == PASSWORD || this == TOKEN;
    }

    /** Whether a login that does not bring it is not for a query that names it. */
    boolean isNeeded() {
        return this == USER || isSecret();
    }

    /** What a login has; null when it has none. */
    @Nullable String of(AuthorizationRequest login) {
        return value.apply(login);
    }

    /** Whether the database can be asked for it: it takes no zero characters, and half a character would become another. */
    boolean canBe(String text) {
        if (text.length() > (this == USER ? LONGEST_NAME : LONGEST)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
