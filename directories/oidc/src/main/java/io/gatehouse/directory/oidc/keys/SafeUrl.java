package io.gatehouse.directory.oidc.keys;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** URLs that keys may come from: nobody on the way can give others in their place. */
public final class SafeUrl {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private SafeUrl() {}

    /** What is wrong with one; null when nothing is. */
    public static @Nullable String mistake(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return "must be a URL with https and a host";
        }
        if (url.getUserInfo() != null || url.getFragment() != null) {
            return "must have neither a user nor a fragment";
        }
        return scheme.equals("http") && !THIS_MACHINE.contains(url.getHost().toLowerCase(Locale.ROOT))
                ? "must be https: whoever can change what comes from there can let anybody in (http is for this machine alone)"
                : null;
    }
}
