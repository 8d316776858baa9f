package io.gatehouse.cli;

import io.gatehouse.testbed.Listener;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Rules that say how a client may be connected, and rules that ask how it is. */
class RuledConnectionsIT extends SharedStage {
    private static final String USERS = """
            {
              "sock":  {"pass": "p", "account": "APP1", "groups": ["sockets"]},
              "both":  {"pass": "p", "account": "APP1", "groups": ["sockets", "either"]},
              "none":  {"pass": "p", "account": "APP1", "groups": ["sockets", "plain"]},
              "free":  {"pass": "p", "account": "APP1"}
            }
            """;

    private static final String RULES = """
            rules:
              sockets:
                if: {group: sockets}
                give: {allowed_connection_types: websocket}
              either:
                if: {group: either}
                give: {allowed_connection_types: [standard, websocket]}
              plain:
                if: {group: plain}
                give: {allowed_connection_types: standard}
              by-websocket:
                if: {connection: websocket}
                give: {permissions: {pub: {allow: by.websocket}}}
              by-tcp:
                if: {connection: standard}
                give: {permissions: {pub: {allow: by.tcp}}}
            """;

    @Override
    Stage.Builder configured(Stage.Builder stage) {
        return stage.users(USERS)
                .serverConf(conf -> conf + "\nwebsocket { listen: \"127.0.0.1:-1\", no_tls: true }\n")
                .prepared(deployment -> Files.writeString(deployment.settings(), RULES, StandardOpenOption.APPEND));
    }

    private Options.Builder byWebsocket(String user) {
        return stage.at(stage.server().url(Listener.WEBSOCKET)).userInfo(user, "p");
    }

    @Test
    void aRuleSaysHowAClientMayBeConnected() throws Exception {
        for (String user : new String[] {"sock", "both"}) {
            try (Client client = new Client(byWebsocket(user))) {
                client.says("by.websocket");
            }
            Refusal.of(stage.as(user, "p"), stage, "gatehouse: connection_type_not_allowed");
        }
    }

    @Test
    void rulesThatHaveNoTypeInCommonLeaveNone() {
        Refusal.of(stage.as("none", "p"), stage, "gatehouse: nothing_in_common");
        Refusal.of(byWebsocket("none"), stage, "gatehouse: nothing_in_common");
    }

    @Test
    void aRuleHoldsByTheTypeOfTheConnection() throws Exception {
        try (Client plain = client("free");
                Client socket = new Client(byWebsocket("free"))) {
            plain.says("by.tcp");
            plain.mayNotSay("by.websocket");
            socket.says("by.websocket");
            socket.mayNotSay("by.tcp");
        }
    }
}
