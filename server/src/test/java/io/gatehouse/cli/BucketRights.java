package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the guide has whoever reads a bucket be allowed, and nothing beyond it. */
final class BucketRights {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "kv.md");
    private static final Pattern PUBLISH = Pattern.compile("(?s)user: reader,.*?publish: \\[(.*?)]");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private BucketRights() {}

    /** The subjects to publish to. */
    static List<String> publish(String bucket) throws IOException {
        Matcher reader = PUBLISH.matcher(Files.readString(GUIDE));
        assertThat(reader.find()).as("the permissions of reader in " + GUIDE).isTrue();
        return QUOTED.matcher(reader.group(1).replace("KV_USERS", "KV_" + bucket))
                .results()
                .map((MatchResult subject) -> subject.group(1))
                .toList();
    }

    /** The same as a part of a list in nats-server's configuration. */
    static String conf(String bucket) throws IOException {
        return publish(bucket).stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(", "));
    }

    /** Those of a user who has no others. */
    static Permissions reader(String bucket) throws IOException {
        return new Permissions(allow(publish(bucket)), allow(List.of("_INBOX.>")), null);
    }

    /** Those of a user who has others as well. */
    static Permissions added(Permissions before, String bucket) throws IOException {
        List<String> publish = Stream.concat(before.publish().allow().stream(), publish(bucket).stream())
                .toList();
        return new Permissions(allow(publish), before.subscribe(), before.responses());
    }

    private static SubjectRules allow(List<String> subjects) {
        return new SubjectRules(subjects, List.of());
    }
}
