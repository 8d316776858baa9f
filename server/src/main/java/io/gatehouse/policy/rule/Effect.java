package io.gatehouse.policy.rule;

import io.gatehouse.policy.template.Template;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule gives where it holds.
 *
 * @param role which of the account's scoped signing keys signs; null when it says none
 * @param privateInbox whether there is an inbox that nobody else listens to
 * @param name what the connection is shown as; null for the identity's name
 * @param log what our log says of such a login, and nats-server's when it is denied; empty for nothing
 */
record Effect(
        Kind kind,
        List<Template> accounts,
        SubjectTemplates publish,
        SubjectTemplates subscribe,
        Bounds bounds,
        List<Template> tags,
        @Nullable String role,
        boolean privateInbox,
        @Nullable Template name,
        String log) {
    /** What becomes of a login. */
    enum Kind {
        /** It gets what the rule gives. */
        GRANT,
        /** It is denied, whatever other rules give. */
        REFUSE,
        /** It gets no answer, unless it is denied. */
        SILENT
    }

    Effect {
        accounts = List.copyOf(accounts);
        tags = List.copyOf(tags);
    }

    /** Every template of it. */
    Stream<Template> templates() {
        return Stream.of(
                        accounts.stream(),
                        publish.allow().stream(),
                        publish.deny().stream(),
                        subscribe.allow().stream(),
                        subscribe.deny().stream(),
                        tags.stream(),
                        Stream.ofNullable(name))
                .flatMap(each -> each);
    }
}
