package io.gatehouse.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.audit.AuditTarget;
import io.gatehouse.bench.audit.MeasuredAudit;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.spans.TraceSampler;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.tracing.TraceCompression;
import io.gatehouse.tracing.TraceCounts;
import io.gatehouse.tracing.Tracing;
import io.gatehouse.tracing.TracingSettings;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory of a kind and a file directory, each in a service of its own: both answer the same requests, and are warm. */
final class WarmComparison implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("warm");
    private final BenchmarkedService service = new BenchmarkedService(true);
    private final WarmSubject subject;
    private final WarmSide file;
    private final WarmSide other;
    private final @Nullable MeasuredAudit audit;
    private final TracedSide traces;

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
        this.audit = kind.audit() == AuditTarget.NONE
                ? null
                : MeasuredAudit.open(kind.audit(), kind.batches(), Files.createDirectory(folder.resolve("audit")));
        DecisionListener audited = audit == null ? awaited : awaited.and(audit.listener());
        this.traces = kind == WarmKind.TRACED ? TracedSide.open() : TracedSide.none();
        this.other = new WarmSide(
                byOther,
                service.gate(byOther.authorizer(), heard, traces.after(audited), traces.sampler()),
                ring.again());
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

    /** What the other side has an audit log by; null where it has none. */
    @Nullable MeasuredAudit audit() {
        return audit;
    }

    /** Whose logins they are, where they have nkeys. */
    List<WarmUser> users() {
        return subject.users();
    }

    @Override
    public void close() {
        file.close();
        other.close();
        try {
            if (audit != null) {
                audit.close();
            }
        } finally {
            traces.close();
            subject.close();
            FileTree.delete(folder);
        }
    }

    /** Traces as a service makes them, with a collector that forgets them; or none. */
    static final class TracedSide implements AutoCloseable {
        /** One login in a hundred, as by default. */
        private static final double RATIO = 0.01;

        private final Tracing tracing;
        private final @Nullable HttpServer collector;

        private TracedSide(@Nullable HttpServer collector) {
            this.collector = collector;
            this.tracing = Tracing.of(collector == null ? null : settings(collector), "bench", "0", new TraceCounts());
        }

        static TracedSide none() {
            return new TracedSide(null);
        }

        static TracedSide open() throws IOException {
            HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            collector.createContext("/", TracedSide::forget);
            collector.start();
            return new TracedSide(collector);
        }

        private static TracingSettings settings(HttpServer collector) {
            return new TracingSettings(
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces"),
                    null,
                    RATIO,
                    "gatehouse",
                    List.of(),
                    Duration.ofSeconds(10),
                    2048,
                    TraceCompression.GZIP,
                    null);
        }

        private static void forget(HttpExchange exchange) throws IOException {
            try (InputStream in = exchange.getRequestBody()) {
                byte[] unused = in.readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        }

        TraceSampler sampler() {
            return tracing.sampler();
        }

        DecisionListener after(DecisionListener first) {
            return tracing.after(first);
        }

        @Override
        public void close() {
            tracing.close();
            if (collector != null) {
                collector.stop(0);
            }
        }
    }
}
