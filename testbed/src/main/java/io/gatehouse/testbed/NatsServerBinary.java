package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.Tool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.ToolVersion;
import io.gatehouse.testbed.tools.Tools;
import java.nio.file.Path;

/** The nats-server program of this machine, 2.10 or newer. */
public record NatsServerBinary(Path path, ToolVersion version) {

    /**
     * The file named by {@code GATEHOUSE_NATS_SERVER}, else the one on the PATH, else the cached one, else one that is
     * fetched now. The answer is kept for the life of the JVM.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is none and none can be had
     */
    public static NatsServerBinary find() {
        return find(ToolSpec.NATS_SERVER);
    }

    /**
     * One that is a given version, or whatever else the specification asks for.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is none and none can be had
     */
    public static NatsServerBinary find(ToolSpec spec) {
        Tool tool = Tools.find(spec);
        return new NatsServerBinary(tool.path(), tool.version());
    }
}
