package io.gatehouse.logging;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that is told of a decision: whose it was, by which directory and by which rules. Never a secret: of what the client sent there
 * are the user name, the public nkey and the client's name, without tokens and seeds that are in them, and nothing of
 * {@code client_info.user}, in which servers before 2.11.2 put a client's token.
 *
 * @param name what it is called in the log
 * @param value a text or a number
 */
public record DecisionField(String name, Object value) {
    private static final int MAX_NAME = 64;

    /** All there is to tell, in the order in which the log has it. */
    static List<DecisionField> of(Decision decision) {
        List<DecisionField> fields = new ArrayList<>();
        AuthorizationRequest request = decision.request();
        if (request != null) {
            Identity identity = decision.identity();
            fields.add(identity == null ? who(request.connect()) : text("user", identity.name()));
            ClientInfo client = request.client();
            fields.add(text("host", client.host()));
            fields.add(text("kind", client.kind()));
            fields.add(text("type", client.type()));
            fields.add(text("client", client.name().isEmpty() ? client.mqttId() : client.name()));
            fields.add(text("server", request.server().name()));
            fields.add(new DecisionField("cid", client.id()));
        }
        String directory = decision.directory();
        if (directory != null) {
            fields.add(new DecisionField("directory", directory));
        }
        AppliedRules rules = decision.rules();
        if (!rules.names().isEmpty()) {
            fields.add(new DecisionField("rules", String.join(",", rules.names())));
        }
        if (!rules.note().isEmpty()) {
            fields.add(new DecisionField("note", rules.note()));
        }
        return fields;
    }

    /** Who the client says that it is, where no directory has found one. */
    private static DecisionField who(ConnectOptions connect) {
        if (connect.user() != null) {
            return text("user", connect.user());
        }
        if (connect.isSentinelAlone()) {
            return new DecisionField("by", "sentinel");
        }
        if (connect.nkey() != null) {
            return text("nkey", connect.nkey());
        }
        return new DecisionField("by", connect.token() != null ? "token" : "nothing");
    }

    private static DecisionField text(String name, String value) {
        return new DecisionField(name, cut(value));
    }

    /** A text of a client or a directory, as it may be told. */
    static String cut(String given) {
        String text = SecretTexts.hidden(given);
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
    }
}
