package io.gatehouse.directory.oidc.keys;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When tokens named a key for the first time that was not known, and of which nothing was decided since; of the newest such keys.
 * Not for several threads.
 */
final class AskedKeys {
    private static final int MOST = 1_000;

    private final Map<String, Long> first = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /** When this was asked for first: now, when it was not yet. Tokens that name no key have none in common, so that it is now too. */
    long first(String id, long now) {
        if (id.isEmpty()) {
            return now;
        }
        Long known = first.putIfAbsent(id, now);
        return known == null ? now : known;
    }

    /** It is decided for who asked: who asks from now on may mean a key that is newer. */
    void decided(String id) {
        first.remove(id);
    }
}
