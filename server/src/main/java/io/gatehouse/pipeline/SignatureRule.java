package io.gatehouse.pipeline;

/** How often a server's signature of its requests is checked. */
public enum SignatureRule {
    /**
     * Once for each server and xkey; from then on the box vouches for the server, since only the owner of its xkey can seal
     * one for us. Requests in the clear are checked each time.
     */
    PER_SERVER,
    /** At every request. */
    EVERY_REQUEST
}
