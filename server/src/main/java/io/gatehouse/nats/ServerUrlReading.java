package io.gatehouse.nats;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl.Scheme;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a server's URL: {@code [scheme://][user:password@|token@]host[:port]}, as the nats CLI does. No message repeats any
 * part of the text.
 */
public final class ServerUrlReading {
    private static final String SEPARATOR = "://";
    private static final String ESCAPE =
            "a user, password or token in a URL is written with escapes (/ as %2F, @ as %40,"
                    + " # as %23, ? as %3F, % as %25, a comma as %2C); better: nats.user and nats.password_file, or nats.creds";

    private ServerUrlReading() {}

    /**
     * What a URL says.
     *
     * @param login {@link Login.None} when it bears none
     */
    public record Found(ServerUrl url, Login login) {}

    /**
     * Reads one URL.
     *
     * @throws ServerUrlException when it is none that could ever be connected to
     */
    public static Found read(String text) throws ServerUrlException {
        String trimmed = text.strip();
        int separator = trimmed.indexOf(SEPARATOR);
        Scheme scheme = separator < 0 ? Scheme.NATS : scheme(trimmed.substring(0, separator));
        String rest = separator < 0 ? trimmed : trimmed.substring(separator + SEPARATOR.length());
        int end = authorityEnd(rest);
        String behind = rest.substring(end);
        if (behind.indexOf('@') >= 0) {
            throw new ServerUrlException(ESCAPE);
        }
        if (!behind.isEmpty() && !behind.equals("/") && !(scheme.websocket() && behind.matches("/[\\w./~-]*"))) {
            throw new ServerUrlException("there is something behind host and port: remove it (" + ESCAPE + ")");
        }
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        Login login = at < 0 ? new Login.None() : login(authority.substring(0, at));
        String path = scheme.websocket() && behind.length() > 1 ? behind : "";
        return new Found(address(scheme, authority.substring(at + 1), path), login);
    }

    private static int authorityEnd(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static Scheme scheme(String text) throws ServerUrlException {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Scheme scheme : Scheme.values()) {
            if (scheme.text().equals(lower)) {
                return scheme;
            }
        }
        throw new ServerUrlException(
                lower.equals("opentls")
                        ? "opentls:// would take any certificate: write tls://, and set nats.tls.ca"
                        : "a server's URL begins with nats://, tls://, ws:// or wss://");
    }

    private static Login login(String userInfo) throws ServerUrlException {
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            return new Login.Token(Secret.of(part(userInfo, "token")));
        }
        return new Login.UserPassword(
                part(userInfo.substring(0, colon), "user"), Secret.of(part(userInfo.substring(colon + 1), "password")));
    }

    private static String part(String escaped, String what) throws ServerUrlException {
        String text = unescaped(escaped);
        if (text.isEmpty()) {
            throw new ServerUrlException("the " + what + " before the @ is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ServerUrlException("the " + what + " before the @ has a control character in it");
        }
        return text;
    }

    private static String unescaped(String text) throws ServerUrlException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%') {
                bytes.put(escape(text, i + 1));
                i += 3;
            } else {
                int point = text.codePointAt(i);
                bytes.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return chars.toString();
        } catch (CharacterCodingException e) {
            throw new ServerUrlException("its percent-escapes are no UTF-8: " + ESCAPE);
        }
    }

    private static byte escape(String text, int at) throws ServerUrlException {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw new ServerUrlException("it has a % that no two hexadecimal digits follow: " + ESCAPE);
        }
        return (byte) (16 * high + low);
    }

    private static ServerUrl address(Scheme scheme, String hostPort, String path) throws ServerUrlException {
        int bracket = hostPort.lastIndexOf(']');
        int colon = hostPort.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && hostPort.indexOf(':') != hostPort.lastIndexOf(':')) {
            throw new ServerUrlException("an IPv6 address stands in brackets, as in nats://[::1]:4222");
        }
        try {
            return new ServerUrl(
                    scheme,
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    colon < 0 ? scheme.defaultPort() : port(hostPort.substring(colon + 1)),
                    path);
        } catch (IllegalArgumentException e) {
            throw new ServerUrlException(String.valueOf(e.getMessage()));
        }
    }

    /** 0 for what is no port. */
    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
