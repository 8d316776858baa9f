package io.gatehouse.expiry;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.config.ConfiguredFiles;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.files.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When what is in the files of a configuration is valid. It looks at the files as they are, since most of them are exchanged while the
 * service runs and read again with the next connection; a file is read once it has changed. Of one that cannot be read, it tells what
 * was in it before: whoever uses the file says what is wrong with it. Used by one thread at a time.
 */
public final class Expiries {
    private final Map<Path, Known> known = new HashMap<>();
    private @Nullable Values values;
    private List<Named> files = List.of();

    /** A file, and the path of the key that names it. */
    private record Named(String key, ExpiringContent content, Path file) {}

    /**
     * What was in a file.
     *
     * @param young whether it may have been written again since, without a trace
     * @param validity null when it could never be read
     */
    private record Known(
            FileStamp stamp, boolean young, @Nullable ValidityPeriod validity) {}

    /**
     * When what expires is valid, by the path of the key that names the file; of several files of one key, that which expires first.
     *
     * @param configuration the one in force
     * @param keys those that there are
     */
    public Map<String, ValidityPeriod> now(Values configuration, Section keys) {
        if (configuration != values) {
            files = named(ConfiguredFiles.of(configuration, keys));
            known.keySet().retainAll(files.stream().map(Named::file).toList());
            values = configuration;
        }
        Map<String, ValidityPeriod> expiring = new TreeMap<>();
        for (Named named : files) {
            ValidityPeriod validity = validity(named);
            if (validity != null && validity.isBounded()) {
                expiring.merge(named.key(), validity, Expiries::first);
            }
        }
        return expiring;
    }

    /**
     * Whether the files of a key are credentials, which an account's key has signed.
     *
     * @param key its path
     */
    public static boolean areCredentials(String key) {
        return ExpiringContent.of(key) == ExpiringContent.CREDENTIALS;
    }

    private static List<Named> named(Map<String, List<Path>> configured) {
        List<Named> named = new ArrayList<>();
        configured.forEach((key, paths) -> {
            ExpiringContent content = ExpiringContent.of(key);
            if (content != null) {
                paths.forEach(path -> named.add(new Named(key, content, path)));
            }
        });
        return named;
    }

    private static ValidityPeriod first(ValidityPeriod one, ValidityPeriod other) {
        return one.until() <= other.until() ? one : other;
    }

    private @Nullable ValidityPeriod validity(Named named) {
        Known before = known.get(named.file());
        FileStamp stamp = FileStamp.of(named.file());
        if (before != null && !before.young() && before.stamp().equals(stamp)) {
            return before.validity();
        }
        // Before it is read: after that, time may pass in which it is written again.
        boolean young = stamp.youngAt(System.currentTimeMillis());
        ValidityPeriod read = read(named);
        ValidityPeriod validity = read == null && before != null ? before.validity() : read;
        known.put(named.file(), new Known(stamp, young, validity));
        return validity;
    }

    private static @Nullable ValidityPeriod read(Named named) {
        try {
            return named.content().read(named.file());
        } catch (IOException | ClaimsException | IllegalArgumentException e) {
            return null;
        }
    }
}
