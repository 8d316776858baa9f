package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import org.opentest4j.TestAbortedException;

/** The nats-server that a test runs on: an invocation of an {@link OnEveryServer} class, or one that needs a certain version. */
public record ServerUnderTest(ToolSpec spec) {
    /** One of the released servers that tests can be run on, such as {@code 2.15.3}; for tests of what others do not know. */
    public static ServerUnderTest of(String version) {
        return new ServerUnderTest(ToolSpec.named("nats-server@" + version));
    }

    /**
     * The program; where it cannot be had the test is left out, and the reason says how to get it.
     *
     * @throws ToolMissingException in CI, where nothing may be left out
     */
    public NatsServerBinary binary() {
        try {
            return NatsServerBinary.find(spec);
        } catch (ToolMissingException e) {
            if (NeedsToolCondition.inCi()) {
                throw e;
            }
            throw new TestAbortedException(SkipReason.reason(spec.label(), e));
        }
    }

    @Override
    public String toString() {
        return "nats-server "
                + (spec.exact() ? spec.pinned() : NatsServerBinary.find(spec).version());
    }
}
