package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvBucket;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.nkey.SharedNkey;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.service.GatehouseSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks buckets of users and tokens: whether the directory's own login can read them, whose records cannot be used, and which nkeys
 * are those of several users.
 */
final class BucketsCheck {
    private static final int MOST_TOLD = 20;

    private final RecordKind kind;
    private final boolean byNkey;
    private final Findings findings;
    private final Map<String, SortedSet<String>> nkeys = new TreeMap<>();
    private int users;
    private int unusable;

    private BucketsCheck(DirectoryType type, Findings findings) {
        this.kind = type instanceof TokenDirectoryType ? RecordKind.TOKENS : RecordKind.USERS;
        this.byNkey = type instanceof NkeyDirectoryType;
        this.findings = findings;
    }

    static void run(GatehouseSettings settings, Findings findings) throws InterruptedException {
        for (DirectorySettings one : settings.directories()) {
            if (BucketKeys.areOf(one.type(), one.values())) {
                new BucketsCheck(one.type(), findings)
                        .check(BucketKeys.settings(
                                one.name(),
                                one.values(),
                                settings.nats(),
                                one.names().form()));
            }
        }
    }

    @SuppressWarnings("try") // closing may be interrupted
    private void check(BucketSettings settings) throws InterruptedException {
        String name = "directory " + settings.name() + ", bucket " + settings.bucket();
        try (KvBucket bucket = KvBucket.open(settings)) {
            for (Map.Entry<String, Stored> user : new TreeMap<>(bucket.all(read -> {})).entrySet()) {
                check(name, user.getKey(), user.getValue());
            }
        } catch (KvException e) {
            findings.fail(name + ": " + e.getMessage(), "docs/guides/kv.md has the bucket and the permissions");
            return;
        }
        if (unusable > MOST_TOLD) {
            findings.fail(name + ": and " + (unusable - MOST_TOLD) + " more records that cannot be used");
        }
        nkeys.forEach((key, names) -> {
            if (names.size() > 1) {
                findings.fail(name + ": " + SharedNkey.of(key, names).words());
            }
        });
        findings.ok(name + ": " + users + " " + kind.word() + (users == 1 ? "" : "s"));
    }

    private void check(String source, String name, Stored stored) {
        String json = stored.json();
        if (json == null) {
            return;
        }
        try {
            String place = source + ", key " + KvBucket.key(name);
            FileUser user = UserRecords.readOnce(kind, place, name, json.getBytes(StandardCharsets.UTF_8), 0);
            users++;
            if (byNkey) {
                user.nkeys()
                        .forEach(key -> nkeys.computeIfAbsent(key.text(), none -> new TreeSet<>())
                                .add(name));
            }
        } catch (UsersFileException e) {
            if (++unusable <= MOST_TOLD) {
                e.mistakes().forEach(findings::fail);
            }
        }
    }
}
