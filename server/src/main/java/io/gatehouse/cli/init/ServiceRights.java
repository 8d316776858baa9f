package io.gatehouse.cli.init;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import java.util.List;
import java.util.stream.Collectors;

/** What the service's user may do at nats-server: what it needs, and to look for services with its login. */
final class ServiceRights {
    /** Requests, questions about the service, and the answers to what it asks itself. */
    private static final List<String> SUBSCRIBE = List.of("$SYS.REQ.USER.AUTH", "$SRV.>", "_INBOX.>");

    /** Answers to servers and to those who ask about the service, who we are, and {@code nats micro} with this login. */
    private static final List<String> PUBLISH = List.of("$SYS._INBOX.>", "_INBOX.>", "$SYS.REQ.USER.INFO", "$SRV.>");

    private ServiceRights() {}

    static Permissions claims() {
        return new Permissions(rules(PUBLISH), rules(SUBSCRIBE), null);
    }

    private static SubjectRules rules(List<String> allow) {
        return new SubjectRules(allow, List.of());
    }

    /** As a list in nats-server's configuration. */
    static String subscribe() {
        return conf(SUBSCRIBE);
    }

    /** As a list in nats-server's configuration. */
    static String publish() {
        return conf(PUBLISH);
    }

    private static String conf(List<String> subjects) {
        return subjects.stream().map(Conf::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
}
