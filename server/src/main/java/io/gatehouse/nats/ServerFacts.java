package io.gatehouse.nats;

import io.gatehouse.policy.text.PeerText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server that we are connected to says of itself and of us.
 *
 * @param account where our own user is: a name in config mode, a public key in operator mode; null when the user may not
 *     ask ({@code $SYS.REQ.USER.INFO})
 * @param maxPayload how many bytes a message to the server may have; a longer one ends the connection
 */
public record ServerFacts(
        ServerUrl url,
        String name,
        String version,
        @Nullable String account,
        long maxPayload) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

    public ServerFacts {
        name = PeerText.of(name);
        version = PeerText.of(version);
    }

    /** Whether its version is known, and below this one. */
    public boolean isOlderThan(int major, int minor) {
        Matcher own = VERSION.matcher(version);
        if (!own.lookingAt()) {
            return false;
        }
        int ownMajor = Integer.parseInt(own.group(1));
        return ownMajor < major || (ownMajor == major && Integer.parseInt(own.group(2)) < minor);
    }
}
