package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.RecordListener;
import io.gatehouse.directory.users.FileUser;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose public nkey it is, by the records of a bucket. A record that cannot be used keeps the keys that are written in it, and those
 * of the record before, so that they are nobody else's meanwhile. Read by all threads, changed by the one that follows the bucket.
 */
final class NkeyIndex implements RecordListener {
    /** So many keys of several users are told one by one. */
    private static final int MOST_TOLD = 20;

    /** A public nkey of a user as it is written, of whatever is around it. */
    private static final Pattern WRITTEN = Pattern.compile("U[A-Z2-7]{55}");

    private final Consumer<String> warnings;
    private final Map<String, List<String>> owners = new ConcurrentHashMap<>();
    /** The keys of those whose records cannot be used. */
    private final Map<String, Set<String>> unusable = new HashMap<>();
    /** Keys that have become several users' since that was told last. */
    private final Set<String> shared = new TreeSet<>();

    /** @param warnings told of each key that is several users' */
    NkeyIndex(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** The names of those whose key it is; one, unless there is a mistake in the bucket, and none where it is nobody's. */
    List<String> owners(String key) {
        return owners.getOrDefault(key, List.of());
    }

    @Override
    public void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {
        Set<String> old = keys(name, before);
        if (isUnusable(now)) {
            Set<String> kept = new LinkedHashSet<>(old);
            kept.addAll(written(value));
            unusable.put(name, kept);
        } else {
            unusable.remove(name);
        }
        Set<String> next = keys(name, now);
        next.stream().filter(key -> !old.contains(key)).forEach(key -> add(key, name));
        old.stream().filter(key -> !next.contains(key)).forEach(key -> remove(key, name));
    }

    private Set<String> keys(String name, @Nullable KvEntry entry) {
        FileUser user = entry == null ? null : entry.user();
        return user == null
                ? unusable.getOrDefault(name, Set.of())
                : user.nkeys().stream().map(Nkey::text).collect(Collectors.toSet());
    }

    private static boolean isUnusable(@Nullable KvEntry entry) {
        return entry != null && entry.state() == KvEntry.State.UNUSABLE;
    }

    private static Set<String> written(byte @Nullable [] value) {
        return value == null
                ? Set.of()
                : WRITTEN.matcher(new String(value, StandardCharsets.ISO_8859_1))
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toSet());
    }

    private void add(String key, String name) {
        List<String> all = owners.merge(key, List.of(name), NkeyIndex::with);
        if (all.size() > 1) {
            shared.add(key);
        }
    }

    private static List<String> with(List<String> names, List<String> more) {
        return Stream.concat(names.stream(), more.stream()).distinct().sorted().toList();
    }

    private void remove(String key, String name) {
        owners.computeIfPresent(key, (same, names) -> {
            List<String> left =
                    names.stream().filter(other -> !other.equals(name)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    @Override
    public void settled() {
        List<String> told =
                shared.stream().filter(key -> owners(key).size() > 1).toList();
        shared.clear();
        told.stream().limit(MOST_TOLD).forEach(key -> warnings.accept(new SharedNkey(key, owners(key)).words()));
        if (told.size() > MOST_TOLD) {
            warnings.accept((told.size() - MOST_TOLD) + " more nkeys are those of several users");
        }
    }
}
