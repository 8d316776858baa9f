package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.kv.KvBucket;
import io.gatehouse.directory.kv.KvBucket.Stored;
import io.gatehouse.directory.kv.KvDirectorySettings;
import io.gatehouse.directory.kv.KvDirectoryType;
import io.gatehouse.directory.kv.KvException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.service.GatehouseSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Checks buckets of users: whether the directory's own login can read them, and whose records cannot be used. */
final class BucketsCheck {
    private static final int MOST_TOLD = 20;

    private final Findings findings;
    private int users;
    private int unusable;

    private BucketsCheck(Findings findings) {
        this.findings = findings;
    }

    static void run(GatehouseSettings settings, Findings findings) throws InterruptedException {
        for (DirectorySettings one : settings.directories()) {
            if (one.type() instanceof KvDirectoryType) {
                new BucketsCheck(findings)
                        .check(KvDirectoryType.settings(
                                one.name(),
                                one.values(),
                                settings.nats(),
                                one.names().form()));
            }
        }
    }

    @SuppressWarnings("try") // closing may be interrupted
    private void check(KvDirectorySettings settings) throws InterruptedException {
        String name = "directory " + settings.name() + ", bucket " + settings.bucket();
        try (KvBucket bucket = KvBucket.open(settings)) {
            for (Map.Entry<String, Stored> user : new TreeMap<>(bucket.all(read -> {})).entrySet()) {
                check(name, user.getKey(), user.getValue());
            }
        } catch (KvException e) {
            findings.fail(name + ": " + e.getMessage());
            return;
        }
        if (unusable > MOST_TOLD) {
            findings.fail(name + ": and " + (unusable - MOST_TOLD) + " more records that cannot be used");
        }
        findings.ok(name + ": " + users + (users == 1 ? " user" : " users"));
    }

    private void check(String source, String name, Stored stored) {
        String json = stored.json();
        if (json == null) {
            return;
        }
        try {
            FileUser unused = UserRecords.readOnce(source, name, json.getBytes(StandardCharsets.UTF_8), 0);
            users++;
        } catch (UsersFileException e) {
            if (++unusable <= MOST_TOLD) {
                e.mistakes().forEach(findings::fail);
            }
        }
    }
}
