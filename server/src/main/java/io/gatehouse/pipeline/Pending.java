package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The requests that wait for a verdict, bounded by the memory that they hold. */
final class Pending implements PendingState {
    /** What a waiting request takes besides the texts in it: itself, its timer, and the steps that are left. */
    static final int BASE_BYTES = 2048;

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();

    /** @param mostBytes what all of them may hold together */
    Pending(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Whether one more may wait that holds so much; who may must {@link #leave} in the end. */
    boolean enter(int weight) {
        if (bytes.addAndGet(weight) > mostBytes) {
            bytes.addAndGet(-weight);
            return false;
        }
        requests.incrementAndGet();
        return true;
    }

    /** Where no request is left, none holds anything. */
    void leave(int weight) {
        bytes.addAndGet(-weight);
        requests.decrementAndGet();
    }

    @Override
    public int requests() {
        return requests.get();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    /** What a request holds while it waits, in bytes. */
    static int weight(AuthorizationRequest request) {
        ConnectOptions connect = request.connect();
        ClientInfo client = request.client();
        return BASE_BYTES
                + length(connect.jwt())
                + length(connect.nkey())
                + length(connect.signature())
                + length(connect.token())
                + length(connect.user())
                + length(connect.password())
                + length(connect.name())
                + length(client.host())
                + length(client.user())
                + length(client.name())
                + lengths(client.tags())
                + length(client.nameTag())
                + length(client.mqttId())
                + length(client.nonce())
                + lengths(request.tls());
    }

    private static int lengths(@Nullable ClientTls tls) {
        if (tls == null) {
            return 0;
        }
        int all = lengths(tls.certs());
        for (List<String> chain : tls.verifiedChains()) {
            all += lengths(chain);
        }
        return all;
    }

    private static int lengths(List<String> texts) {
        int all = 0;
        for (String text : texts) {
            all += length(text);
        }
        return all;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
