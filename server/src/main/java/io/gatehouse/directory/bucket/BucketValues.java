package io.gatehouse.directory.bucket;

import io.gatehouse.nats.NatsSettings;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The values of a bucket over one connection, read and written without waiting. What they mean is not its matter. */
public final class BucketValues {
    private static final String TTL = "Nats-TTL";

    /** What is read is in memory several times before it is looked at. */
    private static final int MOST = 128 * 1024;

    /** Half of what the clocks of two instances may differ by, about. */
    private static final Duration MOST_APART = Duration.ofSeconds(2);

    private final KvApi api;
    private final JetStream stream;
    private final StreamInfo info;
    private final Duration clocksApart;

    private BucketValues(KvApi api, JetStream stream, StreamInfo info, Duration clocksApart) {
        this.api = api;
        this.stream = stream;
        this.info = info;
        this.clocksApart = clocksApart;
    }

    /**
     * Asks about the bucket.
     *
     * @param patience for each read
     * @param timeout for each other request
     * @throws KvException when it cannot be used
     */
    static BucketValues of(Connection connection, String bucket, Duration patience, Duration timeout)
            throws KvException {
        KvNames names = new KvNames(bucket);
        Instant asked = Instant.now();
        StreamInfo info = new KvApi(connection, names, timeout).stream();
        Duration apart = apart(asked, info.getTimestamp(), Instant.now());
        int most = info.getConfiguration().getMaximumMessageSize();
        if (most <= 0 || most > MOST) {
            throw KvException.lasting(
                    "bucket " + bucket + " takes values of a size by which whoever writes into it could use"
                            + " up the memory here: bound it, as with \"nats kv edit " + bucket + " --max-value-size "
                            + MOST + '"');
        }
        try {
            return new BucketValues(new KvApi(connection, names, patience), connection.jetStream(), info, apart);
        } catch (IOException e) {
            throw KvException.of(bucket, e);
        }
    }

    /**
     * Connects, stores a value and reads it again.
     *
     * @return the bucket, for what is to be said of it; the connection is closed
     * @throws KvException when something of that does not work; the message says why
     */
    public static BucketValues verify(NatsSettings nats, String bucket, BucketLink.Trial trial)
            throws KvException, InterruptedException {
        Connection connection = KvBucket.connect(nats);
        try {
            BucketValues values = of(connection, bucket, nats.connectTimeout(), nats.connectTimeout());
            values.verify(trial.key(), trial.value(), nats.connectTimeout());
            return values;
        } finally {
            connection.close();
        }
    }

    /** By how much a server's clock differs at least that was read between two moments; zero where it does not tell. */
    static Duration apart(Instant asked, @Nullable ZonedDateTime told, Instant answered) {
        Instant server = told == null ? asked : told.toInstant();
        if (server.isBefore(asked)) {
            return Duration.between(server, asked);
        }
        return server.isAfter(answered) ? Duration.between(answered, server) : Duration.ZERO;
    }

    /**
     * What is to be said of the clock here, if it differs from nats-server's by so much that what instances store may be taken for older
     * or newer than it is; null for nothing.
     */
    public @Nullable String clockWarning() {
        return clocksApart.compareTo(MOST_APART) <= 0
                ? null
                : "the clock of this machine and that of nats-server differ by " + clocksApart.toSeconds()
                        + " s: instances whose clocks differ by more than 5 s may let in somebody who has left";
    }

    /** How many values of each key it keeps. */
    public long history() {
        return info.getConfiguration().getMaxMsgsPerSubject();
    }

    /** The bucket as no other one can be called: its name, and when it was made. */
    public String identity() {
        return api.names().bucket() + ' ' + info.getCreateTime().toInstant();
    }

    /** @throws KvException when the bucket is another one than that of a later look */
    void verifySame(BucketValues later) throws KvException {
        if (!identity().equals(later.identity())) {
            throw new KvException("bucket " + api.names().bucket() + " was deleted and made again");
        }
    }

    /** Whether a value can be given a time to live of its own. */
    public boolean takesTimeToLive() {
        return info.getConfiguration().getAllowMessageTtl();
    }

    /** After which time the bucket removes any value; zero for never. */
    public Duration maxAge() {
        Duration age = info.getConfiguration().getMaxAge();
        return age == null ? Duration.ZERO : age;
    }

    /** The value of a key; null when there is none. Fails when nobody tells within the time that a read has. */
    public CompletableFuture<byte @Nullable []> get(String key) {
        try {
            return api.last(key).thenApply(record -> record == null ? null : record.value());
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Stores a value; fails when nobody tells in time that it is stored.
     *
     * @param life how long it is to be there, where the bucket can do that
     * @param patience for the answer
     */
    public CompletableFuture<@Nullable Void> put(String key, byte[] value, Duration life, Duration patience) {
        Headers headers = new Headers();
        if (takesTimeToLive()) {
            headers.put(TTL, Math.max(1, life.toSeconds()) + "s");
        }
        try {
            CompletableFuture<PublishAck> stored =
                    stream.publishAsync(api.names().subject(key), headers, value);
            return stored.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).thenApply(ack -> null);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Stores a value and reads it again.
     *
     * @throws KvException when one of the two does not work
     */
    void verify(String key, byte[] value, Duration timeout) throws KvException, InterruptedException {
        await(put(key, value, timeout, timeout), timeout, "does not take what is to be stored");
        byte[] read = await(get(key), timeout, "does not answer in the time that a read has");
        if (!Arrays.equals(value, read)) {
            throw new KvException("bucket " + api.names().bucket() + " does not keep what it is given");
        }
    }

    private <T> T await(CompletableFuture<T> answer, Duration timeout, String mistake)
            throws KvException, InterruptedException {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            KvException refused = KvException.refusal(api.names().bucket(), e);
            throw refused == null
                    ? api.cause(new KvException("bucket " + api.names().bucket() + " " + mistake))
                    : refused;
        }
    }
}
