package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import org.opentest4j.TestAbortedException;

/** The nats-server that an invocation of an {@link OnEveryServer} class runs on. */
public record ServerUnderTest(ToolSpec spec) {
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
