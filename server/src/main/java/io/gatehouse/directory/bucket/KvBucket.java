package io.gatehouse.directory.bucket;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A bucket with users, for those who change them. Everything is waited for; used by one thread. */
@SuppressWarnings("try") // closing may be interrupted
public final class KvBucket implements AutoCloseable {
    private static final int WRONG_LAST_SEQUENCE = 10_071;
    private static final String EXPECTED = "Nats-Expected-Last-Subject-Sequence";

    /** So many are stored at a time. */
    private static final int WINDOW = 256;

    private static final Duration TICK = Duration.ofMillis(100);

    private final Connection connection;
    private final KvApi api;

    private KvBucket(Connection connection, KvApi api) {
        this.connection = connection;
        this.api = api;
    }

    /**
     * What is stored of a user.
     *
     * @param json null where the user was removed
     * @param revision of that
     */
    public record Stored(@Nullable String json, long revision) {
        /** Of a user of whom nothing is stored, and never was. */
        public static final Stored NOTHING = new Stored(null, 0);

        private static Stored of(KvRecord record) {
            byte[] value = record.value();
            return new Stored(value == null ? null : new String(value, StandardCharsets.UTF_8), record.revision());
        }

        /** Without what is stored, which may be a password. */
        @Override
        public String toString() {
            return "Stored[revision=" + revision + "]";
        }
    }

    /**
     * Connects to it.
     *
     * @throws KvException when it cannot be used; the message says why
     */
    public static KvBucket open(BucketSettings settings) throws KvException, InterruptedException {
        Connection connection = connect(settings.nats());
        KvBucket bucket = new KvBucket(
                connection,
                new KvApi(connection, settings.names(), settings.nats().connectTimeout()));
        try {
            bucket.api.stream();
        } catch (KvException e) {
            KvException cause = bucket.api.cause(e);
            bucket.close();
            throw cause;
        }
        return bucket;
    }

    static Connection connect(NatsSettings nats) throws KvException, InterruptedException {
        List<Server> servers = nats.inTurn();
        try {
            return SingleConnect.toAny(
                    servers, attempt -> NatsOptions.forRequests(nats, attempt).advancedRequestBehavior());
        } catch (NoConnectionException e) {
            throw new KvException(SingleConnect.failure(servers, e));
        }
    }

    /** The key that the record of a user is stored under. */
    public static String key(String name) {
        return KvKey.of(name);
    }

    /** What is stored of a user now. */
    public Stored find(String name) throws KvException, InterruptedException {
        KvRecord record = await(api.last(KvKey.of(name)));
        return record == null ? Stored.NOTHING : Stored.of(record);
    }

    /** Stores a user, if what is stored has this revision; false when it has another, and nothing is changed. */
    public boolean put(String name, String json, long revision) throws KvException, InterruptedException {
        return isTaken(begin(name, json, revision, new Headers()));
    }

    /** Removes a user and what was stored of it before, if what is stored has this revision; false when it has another. */
    public boolean remove(String name, long revision) throws KvException, InterruptedException {
        Headers headers = new Headers().put("KV-Operation", "PURGE").put("Nats-Rollup", "sub");
        return isTaken(begin(name, "", revision, headers));
    }

    /**
     * Stores users, many at a time, each if what is stored of it has the revision that is given.
     *
     * @param progress told how many were dealt with up to now
     * @return how many were not stored, since another revision was there
     */
    public int putAll(Map<String, Stored> users, IntConsumer progress) throws KvException, InterruptedException {
        Queue<CompletableFuture<PublishAck>> begun = new ArrayDeque<>();
        int done = 0;
        int others = 0;
        for (Map.Entry<String, Stored> user : users.entrySet()) {
            String json = user.getValue().json();
            if (json != null) {
                begun.add(begin(user.getKey(), json, user.getValue().revision(), new Headers()));
            }
            if (begun.size() == WINDOW) {
                others += isTaken(begun.remove()) ? 0 : 1;
                progress.accept(++done);
            }
        }
        while (!begun.isEmpty()) {
            others += isTaken(begun.remove()) ? 0 : 1;
            progress.accept(++done);
        }
        return others;
    }

    private CompletableFuture<PublishAck> begin(String name, String json, long revision, Headers headers) {
        try {
            return connection
                    .jetStream()
                    .publishAsync(
                            api.names().subject(KvKey.of(name)),
                            headers.put(EXPECTED, Long.toString(revision)),
                            json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits until it is stored; false when another revision was there. */
    private boolean isTaken(CompletableFuture<PublishAck> begun) throws KvException, InterruptedException {
        try {
            PublishAck ack = begun.get(api.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return ack.getSeqno() > 0;
        } catch (ExecutionException e) {
            JetStreamApiException refused = KvException.told(e);
            if (refused != null && refused.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
                return false;
            }
            throw refused == null
                    ? api.cause(new KvException("the bucket does not take what is to be stored: it has no leader"))
                    : KvException.of(api.names().bucket(), refused);
        } catch (TimeoutException | CancellationException e) {
            throw api.cause(new KvException("the bucket does not say in time whether it took what is to be stored"));
        }
    }

    /**
     * What is stored of all users, of those too that were removed.
     *
     * @param progress told how many were read up to now
     */
    public Map<String, Stored> all(IntConsumer progress) throws KvException, InterruptedException {
        long last;
        try {
            last = api.stream().getStreamState().getLastSequence();
        } catch (KvException e) {
            throw api.cause(e);
        }
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        KvFeed feed = KvFeed.ofAll(api, inbox, KvWindow.ofProcess());
        Map<String, Stored> all = new HashMap<>();
        try {
            while (!feed.isAtEnd(last)) {
                Message message = subscription.nextMessage(TICK);
                feed.verifyAlive();
                KvRecord record = message == null || !feed.isOf(message) ? null : feed.take(message);
                String name = record == null ? null : KvKey.name(record.key());
                if (record != null && name != null) {
                    all.put(name, Stored.of(record));
                    progress.accept(all.size());
                }
            }
        } catch (KvException e) {
            throw api.cause(e);
        } catch (IllegalStateException e) {
            throw new KvException(KvException.LOST);
        } finally {
            feed.end();
        }
        return all;
    }

    private <T> @Nullable T await(CompletableFuture<@Nullable T> answer) throws KvException, InterruptedException {
        try {
            return answer.get(api.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw api.cause(new KvException("the bucket does not answer"));
        }
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
