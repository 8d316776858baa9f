package io.gatehouse.directory.bucket;

import io.gatehouse.policy.text.PeerText;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Message;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about one bucket over one connection. Records are read from the stream's leader, never from a replica, which may
 * not know yet what was changed a moment ago.
 *
 * @param timeout for one request
 */
record KvApi(Connection connection, KvNames names, Duration timeout) {
    private static final String GET = "$JS.API.STREAM.MSG.GET.";
    private static final String INFO = "$JS.API.STREAM.INFO.";
    private static final byte[] NOTHING = {};
    private static final int NO_MESSAGE = 10_037;

    /** A request whose answer is waited for. */
    @FunctionalInterface
    interface Call<T> {
        T of(JetStreamManagement api) throws IOException, JetStreamApiException;
    }

    /** Asks, and waits for the answer. */
    <T> T ask(Call<T> call) throws KvException {
        try {
            return call.of(connection.jetStreamManagement(
                    JetStreamOptions.builder().requestTimeout(timeout).build()));
        } catch (JetStreamApiException e) {
            throw KvException.of(names.bucket(), e);
        } catch (IOException e) {
            throw KvException.of(names.bucket(), e);
        } catch (IllegalStateException e) {
            throw new KvException(KvException.LOST);
        }
    }

    /** What the leader says of the stream. */
    StreamInfo stream() throws KvException {
        StreamInfo info = ask(api -> api.getStreamInfo(names.stream()));
        require(names, info.getConfiguration());
        requireLeader(names, info);
        return info;
    }

    /** Asks the leader about the stream without waiting: see {@link #verifyThere}. */
    CompletableFuture<Message> info(Duration patience) {
        return connection
                .requestWithTimeout(INFO + names.stream(), NOTHING, patience)
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Looks at an answer of {@link #info}.
     *
     * @throws KvException when it is not the leader's, or says that there is no stream
     */
    static StreamInfo verifyThere(KvNames names, Message answer) throws KvException {
        if (answer.isStatusMessage()) {
            throw KvException.nobody(names.bucket());
        }
        try {
            StreamInfo info = new StreamInfo(answer);
            requireLeader(names, info.throwOnHasError());
            return info;
        } catch (JetStreamApiException e) {
            throw KvException.of(names.bucket(), e);
        }
    }

    /** A replica answers as well, in place of a leader that is not there; it does not know what others were told meanwhile. */
    private static void requireLeader(KvNames names, StreamInfo info) throws KvException {
        ClusterInfo cluster = info.getClusterInfo();
        String leader = cluster == null ? "none is needed" : cluster.getLeader();
        if (leader == null || leader.isEmpty()) {
            throw new KvException("bucket " + names.bucket() + " has no leader: more than half of the servers with its"
                    + " replicas have to run");
        }
    }

    /**
     * Whether the users of a stream are under the subjects of its bucket: those of a mirror are under the subjects of another, so
     * that it would look empty.
     *
     * @throws KvException when they are not
     */
    static void require(KvNames names, StreamConfiguration stream) throws KvException {
        if (stream.getMirror() != null) {
            throw KvException.lasting(
                    "bucket " + names.bucket() + " is a mirror, which cannot be followed: name the bucket"
                            + " that it mirrors, and connect to where that is");
        }
        if (!stream.getSubjects().contains(names.filter())) {
            throw KvException.lasting(
                    "stream " + names.stream() + " is no bucket: its subjects are not " + names.filter());
        }
    }

    /** The last record with a key; null when there is none. Fails when nobody can tell. */
    CompletableFuture<@Nullable KvRecord> last(String key) {
        return get("{\"last_by_subj\":\"" + names.subject(key) + "\"}");
    }

    /** The last record of all; null when there is none. Fails when nobody can tell. */
    CompletableFuture<@Nullable KvRecord> newest() {
        return get("{\"last_by_subj\":\"" + names.filter() + "\"}");
    }

    private CompletableFuture<@Nullable KvRecord> get(String request) {
        return connection
                .requestWithTimeout(GET + names.stream(), request.getBytes(StandardCharsets.UTF_8), timeout)
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(this::record);
    }

    /** A right that the user lacks explains a failure better; nats-server tells of it apart from the answers. */
    KvException cause(KvException failure) {
        String told = connection.getLastError();
        return told == null || !told.toLowerCase(Locale.ROOT).startsWith("permissions violation")
                ? failure
                : new KvException("nats-server does not let this user do that with bucket " + names.bucket() + ": "
                        + PeerText.of(told));
    }

    private @Nullable KvRecord record(Message answer) {
        if (answer.isStatusMessage()) {
            throw new IllegalStateException("nobody answers");
        }
        MessageInfo info = new MessageInfo(answer, names.stream(), false);
        if (!info.hasError()) {
            return KvRecord.of(names, info);
        }
        if (info.getApiErrorCode() == NO_MESSAGE) {
            return null;
        }
        throw new IllegalStateException("nats-server answers with error " + info.getApiErrorCode());
    }
}
