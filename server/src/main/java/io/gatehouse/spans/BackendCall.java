package io.gatehouse.spans;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A question to a backend for a login that is traced. It ends once; what is told after that is not noted. */
public final class BackendCall {
    private final LoginTrace trace;
    private final String name;
    private final String spanId;
    private final long begunAt = System.nanoTime();
    private final Map<String, Object> attributes;
    private long endedAt;
    private @Nullable String error;

    BackendCall(LoginTrace trace, String name, String spanId, Map<String, Object> attributes) {
        this.trace = trace;
        this.name = name;
        this.spanId = spanId;
        this.attributes = new TreeMap<>(attributes);
    }

    /** How the backend is told of the trace, and of this question as the caller: the header {@code traceparent} of W3C Trace Context. */
    public String traceparent() {
        return "00-" + trace.traceId() + '-' + spanId + "-01";
    }

    /** It was answered. */
    public void answered() {
        end(null);
    }

    /**
     * It was answered, with a status of HTTP.
     *
     * @param status from 400 on that of an error
     */
    public synchronized void answered(int status) {
        if (endedAt == 0) {
            attributes.put("http.response.status_code", (long) status);
            end(status >= 400 ? Integer.toString(status) : null);
        }
    }

    /** It has failed. */
    public void failed(Throwable error) {
        end(error.getClass().getName());
    }

    /** Nobody waits for the answer any more. */
    public void cancelled() {
        end("cancelled");
    }

    private synchronized void end(@Nullable String kind) {
        if (endedAt == 0) {
            endedAt = System.nanoTime();
            error = kind;
        }
    }

    /**
     * As it is now.
     *
     * @param now where it has not ended, nobody has waited longer than until then
     */
    synchronized BackendSpan span(long now) {
        boolean isOver = endedAt != 0;
        return new BackendSpan(
                name,
                spanId,
                begunAt,
                isOver ? endedAt : Math.max(begunAt, now),
                attributes,
                isOver ? error : "timeout");
    }
}
