package io.gatehouse.pipeline;

/**
 * A request out of its box.
 *
 * @param jwt the request JWT as ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Opened(Exchange exchange, byte[] jwt) implements Exchange.Carrier {}
