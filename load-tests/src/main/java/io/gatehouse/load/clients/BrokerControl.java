package io.gatehouse.load.clients;

import java.util.List;

/** What the storm does to the broker. */
public interface BrokerControl {
    /**
     * Ends the broker and starts it again; may return before it is ready.
     *
     * @throws io.gatehouse.load.options.LoadException when it cannot be done
     */
    void restart();

    /** The processes of the broker as it runs now; empty when they are not known. */
    List<Long> pids();
}
