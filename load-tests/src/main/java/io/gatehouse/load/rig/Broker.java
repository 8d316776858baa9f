package io.gatehouse.load.rig;

import io.gatehouse.testbed.NatsServer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A real nats-server without auth callout, which carries requests and answers between the load tool and the service:
 * where the callout is enabled, no client may publish to its subject.
 */
final class Broker implements AutoCloseable {
    static final String LOAD = "load";
    static final String SERVICE = "service";
    private static final int PASSWORD_BYTES = 24;

    private final String password;
    private final NatsServer server;

    private Broker(String password, NatsServer server) {
        this.password = password;
        this.server = server;
    }

    static Broker start() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        return new Broker(password, NatsServer.start(config(password)));
    }

    private static String config(String password) {
        return """
            authorization {
              users: [
                { user: %s, password: "%s" }
                { user: %s, password: "%s" }
              ]
            }
            """.formatted(LOAD, password, SERVICE, password);
    }

    String url() {
        return server.url();
    }

    /** The password of both users. */
    String password() {
        return password;
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }
}
