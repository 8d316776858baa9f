package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.testbed.NatsServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A nats-server of its own with a KV bucket, beside the one that carries requests. */
public final class BucketServer implements AutoCloseable {
    /** The bucket. */
    public static final String BUCKET = "USERS";

    private static final String STREAM = "KV_" + BUCKET;
    private static final String USER = "keeper";
    private static final String PASSWORD = "of-this-machine-only";
    private static final String SECRET = "what-a-shared-cache-is-sealed-under-here";

    /** That there is no such consumer. */
    private static final String GONE = "\"err_code\":10014";

    /** So many are stored at a time. */
    private static final int WINDOW = 2_000;

    private final NatsServer server;
    private final BrokerClient client;

    private BucketServer(NatsServer server, BrokerClient client) {
        this.server = server;
        this.client = client;
    }

    /** Starts it with an empty bucket on the disk. */
    public static BucketServer start() {
        NatsServer server = NatsServer.start("""
            jetstream { store_dir: "${dir}/js" }
            authorization { user: %s, password: %s }
            """.formatted(USER, PASSWORD));
        try {
            BucketServer started = new BucketServer(server, BrokerClient.connect(server.url(), USER, PASSWORD));
            started.verified(started.client.ask("$JS.API.STREAM.CREATE." + STREAM, """
                    {"name":"%s","subjects":["$KV.%s.>"],"retention":"limits","storage":"file","discard":"new",\
                    "max_consumers":-1,"max_msgs":-1,"max_bytes":-1,"max_age":0,"max_msg_size":131072,"num_replicas":1,\
                    "max_msgs_per_subject":1,"allow_rollup_hdrs":true,"deny_delete":true,"allow_direct":true,\
                    "allow_msg_ttl":true}\
                    """.formatted(STREAM, BUCKET)));
            return started;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What Gatehouse has to be told of a directory that is this bucket. */
    public List<String> settings(String directory) {
        String prefix = "directories." + directory + ".";
        List<String> settings = connection(prefix);
        settings.add(prefix + "type=kv");
        return settings;
    }

    /** What Gatehouse has to be told where this bucket is to be the shared cache. */
    public List<String> sharedCache() {
        String prefix = "cache.shared.";
        List<String> settings = connection(prefix);
        settings.add(prefix + "secret=" + SECRET);
        return settings;
    }

    private List<String> connection(String prefix) {
        return new ArrayList<>(List.of(
                prefix + "bucket=" + BUCKET,
                prefix + "nats.url=" + server.url(),
                prefix + "nats.user=" + USER,
                prefix + "nats.password=" + PASSWORD));
    }

    /** Stores a record for each key, many at a time. */
    public void putAll(int count, IntFunction<String> key, IntFunction<String> record) {
        Queue<CompletableFuture<byte[]>> begun = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            begun.add(client.send(subject(key.apply(i)), record.apply(i)));
            if (begun.size() == WINDOW) {
                client.flush();
                while (begun.size() > WINDOW / 2) {
                    stored(begun.remove());
                }
            }
        }
        client.flush();
        begun.forEach(this::stored);
    }

    /** Stores one record. */
    public void put(String key, String record) {
        putAll(1, i -> key, i -> record);
    }

    /** Makes everybody who follows the bucket miss something. */
    public void deleteConsumers() {
        String listed = client.ask("$JS.API.CONSUMER.NAMES." + STREAM, "{}");
        Matcher names = Pattern.compile("\"consumers\":\\[([^\\]]*)\\]").matcher(listed);
        if (!names.find()) {
            throw new LoadException("nats-server says " + listed);
        }
        for (String name : names.group(1).replace("\"", "").split(",", -1)) {
            if (!name.isBlank()) {
                String answer = client.ask("$JS.API.CONSUMER.DELETE." + STREAM + "." + name.strip(), "");
                // The service may have been faster: it needs the consumer that it has read with no more.
                verified(answer.contains(GONE) ? "" : answer);
            }
        }
    }

    private static String subject(String key) {
        return "$KV." + BUCKET + "." + key;
    }

    private void stored(CompletableFuture<byte[]> answer) {
        verified(new String(BrokerClient.await(answer), StandardCharsets.UTF_8));
    }

    private void verified(String answer) {
        if (answer.contains("\"error\"")) {
            throw new LoadException("nats-server says " + answer);
        }
    }

    /** The server's process. */
    public long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
