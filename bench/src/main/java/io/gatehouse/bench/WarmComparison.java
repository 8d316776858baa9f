package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.testbed.tools.FileTree;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory of a kind and a file directory, each in a service of its own: both answer the same requests. */
final class WarmComparison implements AutoCloseable {
    private static final NatsSettings NO_SERVER =
            NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new Login.None());

    private final Path folder = Files.createTempDirectory("warm");
    private final BenchmarkedService service = new BenchmarkedService(true);
    private final List<WarmUser> users = WarmUser.all();
    private final @Nullable WarmBucket bucket;
    private final WarmSide file;
    private final WarmSide other;

    /**
     * Opens both.
     *
     * @param replies takes the answers of both
     * @param decisions hears of them
     */
    WarmComparison(WarmKind kind, Replies replies, DecisionListener decisions)
            throws IOException, InterruptedException, JetStreamApiException {
        CurveKey xkey = Objects.requireNonNull(service.xkey);
        Requests ring = Requests.of(xkey, BenchmarkedService.RING, new WarmLogins(kind, users));
        this.bucket = kind == WarmKind.KV ? WarmBucket.of(users) : null;
        WarmDirectory byFile = open("file", WarmKind.configurationOfFile(), kind.usersJson(users));
        WarmDirectory byOther = open("other", kind.configuration(), kind.file(users));
        this.file = new WarmSide(byFile, service.gate(byFile.authorizer(), replies, decisions), ring);
        this.other = new WarmSide(byOther, service.gate(byOther.authorizer(), replies, decisions), ring.again());
    }

    private WarmDirectory open(String name, String yaml, String json) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve(name));
        Files.writeString(own.resolve(WarmKind.FILE), json);
        return WarmDirectory.open(own, yaml, bucket == null ? NO_SERVER : bucket.settings());
    }

    /** The side of the file directory. */
    WarmSide file() {
        return file;
    }

    /** The side that it is compared with. */
    WarmSide other() {
        return other;
    }

    /** Whose logins they are. */
    List<WarmUser> users() {
        return users;
    }

    @Override
    public void close() {
        file.close();
        other.close();
        if (bucket != null) {
            bucket.close();
        }
        FileTree.delete(folder);
    }
}
