package io.gatehouse.testbed;

/**
 * Free ports of the loopback interface for servers that come back at the same port after a stop, for those that are told their port before
 * they start, and for tests at whose port nobody is to listen. They are outside the range from which the system takes ports for outgoing
 * connections, so that none of these has the port meanwhile, and none is given twice, neither by this process nor by another one.
 */
public final class KeptPort {
    private static final PortBlocks OURS = new PortBlocks(11_000, 180, 50);

    private KeptPort() {}

    /** One at which nobody listens now. */
    public static int free() {
        return OURS.free();
    }
}
