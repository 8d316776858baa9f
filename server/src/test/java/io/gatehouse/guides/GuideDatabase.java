package io.gatehouse.guides;

import io.gatehouse.testbed.PostgresServer;
import io.gatehouse.testbed.junit.MachineLimit;
import io.gatehouse.testbed.tools.ToolMissingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server for a page that uses one, where that is not there already. */
record GuideDatabase(@Nullable PostgresServer server) implements AutoCloseable {
    private static final String CLIENT = "psql";

    /** Where the pages have it. */
    private static final String PORT = "5432";

    static GuideDatabase of(Guide guide) {
        if (!guide.uses(CLIENT)) {
            return new GuideDatabase(null);
        }
        try {
            return new GuideDatabase(PostgresServer.start());
        } catch (ToolMissingException e) {
            if ("true".equalsIgnoreCase(System.getenv("CI"))) {
                throw e;
            }
            MachineLimit.leaveOut("PostgreSQL, which guides use");
            return new GuideDatabase(null);
        }
    }

    /** The ports of the page, each with the one that it has here. */
    Map<String, String> ports() {
        return server == null ? Map.of() : Map.of(PORT, Integer.toString(server.port()));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
