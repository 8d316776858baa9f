package io.gatehouse.cli;

import java.time.Duration;
import java.util.List;

/** A way for a client into a bus: whatever the protocol, subjects and texts. What the server refuses does not fail. */
interface BusDoor extends AutoCloseable {
    /** Listens; in a queue group where one is named and the protocol has such. */
    void listen(String subject, String queue) throws Exception;

    void say(String subject, String text) throws Exception;

    /** Waits until something is heard, for so long at most; whether anything was. */
    boolean awaitHeard(Duration patience) throws Exception;

    /** The texts that were heard until now. */
    List<String> heard();

    @Override
    void close();
}
