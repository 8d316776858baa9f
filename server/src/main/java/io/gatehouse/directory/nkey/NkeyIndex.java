package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.RecordListener;
import io.gatehouse.directory.users.FileUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose public nkey it is, by the records of a bucket. A record that cannot be used keeps the keys that are written in it, and those
 * of the last one that could be, so that they are nobody else's meanwhile. Read by all threads, changed by the one that follows the
 * bucket.
 */
final class NkeyIndex implements RecordListener {
    /** So many keys of several users are told one by one. */
    private static final int MOST_TOLD = 20;

    private final Consumer<String> warnings;
    private final Map<String, NkeyOwners> owners = new ConcurrentHashMap<>();
    /** All owners of the keys that have several. */
    private final Map<String, SortedSet<String>> several = new HashMap<>();
    /** The keys of those whose records cannot be used. */
    private final Map<String, UnusableKeys> unusable = new HashMap<>();
    /** Keys that have become several users' since that was told last. */
    private final Set<String> shared = new TreeSet<>();

    /** @param warnings told of each key that is several users' */
    NkeyIndex(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Those whose key it is; one, unless there is a mistake in the bucket, and null where it is nobody's. */
    @Nullable NkeyOwners owners(String key) {
        return owners.get(key);
    }

    @Override
    public void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {
        Set<String> old = keys(name, before);
        if (isUnusable(now)) {
            UnusableKeys kept = unusable.get(name);
            unusable.put(name, UnusableKeys.of(kept == null ? old : kept.before(), value));
        } else {
            unusable.remove(name);
        }
        Set<String> next = keys(name, now);
        next.stream().filter(key -> !old.contains(key)).forEach(key -> add(key, name));
        old.stream().filter(key -> !next.contains(key)).forEach(key -> remove(key, name));
    }

    private Set<String> keys(String name, @Nullable KvEntry entry) {
        FileUser user = entry == null ? null : entry.user();
        if (user != null) {
            return user.nkeys().stream().map(Nkey::text).collect(Collectors.toSet());
        }
        UnusableKeys kept = unusable.get(name);
        return kept == null ? Set.of() : kept.all();
    }

    private static boolean isUnusable(@Nullable KvEntry entry) {
        return entry != null && entry.state() == KvEntry.State.UNUSABLE;
    }

    private void add(String key, String name) {
        NkeyOwners known = owners.get(key);
        if (known == null) {
            owners.put(key, NkeyOwners.one(name));
            return;
        }
        SortedSet<String> all = several.computeIfAbsent(key, none -> new TreeSet<>(Set.of(known.first())));
        all.add(name);
        owners.put(key, NkeyOwners.of(all));
        shared.add(key);
    }

    private void remove(String key, String name) {
        SortedSet<String> all = several.get(key);
        if (all == null) {
            owners.remove(key, NkeyOwners.one(name));
            return;
        }
        all.remove(name);
        owners.put(key, NkeyOwners.of(all));
        if (all.size() == 1) {
            several.remove(key);
        }
    }

    @Override
    public void settled() {
        List<SharedNkey> told = shared.stream()
                .filter(several::containsKey)
                .map(key -> SharedNkey.of(key, several.getOrDefault(key, new TreeSet<>())))
                .toList();
        shared.clear();
        told.stream().limit(MOST_TOLD).forEach(key -> warnings.accept(key.words()));
        if (told.size() > MOST_TOLD) {
            warnings.accept((told.size() - MOST_TOLD) + " more nkeys are those of several users");
        }
    }
}
