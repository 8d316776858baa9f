package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.testbed.tools.FileTree;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/** A directory of a kind and a file directory, each in a service of its own: both answer the same requests, and are warm. */
final class WarmComparison implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("warm");
    private final BenchmarkedService service = new BenchmarkedService(true);
    private final WarmSubject subject;
    private final WarmSide file;
    private final WarmSide other;

    /**
     * Opens both, and has every user log in once.
     *
     * @param replies takes the answers of both after that
     * @param decisions hears of them
     */
    WarmComparison(WarmKind kind, Replies replies, DecisionListener decisions)
            throws IOException, InterruptedException, JetStreamApiException, GeneralSecurityException {
        this.subject = WarmSubject.of(kind);
        CurveKey xkey = Objects.requireNonNull(service.xkey);
        Requests ring = subject.requests(xkey);
        AwaitedDecisions awaited = new AwaitedDecisions(decisions);
        Replies heard = (request, replyTo, body) -> !awaited.isWarm() || replies.send(request, replyTo, body);
        WarmDirectory byFile = openFile(Files.createDirectory(folder.resolve("file")));
        WarmDirectory byOther = subject.open(Files.createDirectory(folder.resolve("other")));
        this.file = new WarmSide(byFile, service.gate(byFile.authorizer(), heard, awaited), ring);
        this.other = new WarmSide(byOther, service.gate(byOther.authorizer(), heard, awaited), ring.again());
        awaited.warmUp(file, Requests.USERS.size());
        awaited.warmUp(other, Requests.USERS.size());
        awaited.handOn();
    }

    private WarmDirectory openFile(Path own) throws IOException, InterruptedException {
        subject.writeUsers(own.resolve(WarmKind.FILE));
        return WarmDirectory.open(own, WarmKind.configurationOfFile(), List.of(), WarmSubject.NO_SERVER);
    }

    /** The side of the file directory. */
    WarmSide file() {
        return file;
    }

    /** The side that it is compared with. */
    WarmSide other() {
        return other;
    }

    /** Whose logins they are, where they have nkeys. */
    List<WarmUser> users() {
        return subject.users();
    }

    @Override
    public void close() {
        file.close();
        other.close();
        subject.close();
        FileTree.delete(folder);
    }
}
