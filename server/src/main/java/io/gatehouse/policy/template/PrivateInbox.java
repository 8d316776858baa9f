package io.gatehouse.policy.template;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inbox: private} gives. The owner may listen below {@code _INBOX.<name>}. As soon as any rule gives private
 * inboxes, nobody publishes to inboxes but in answer to what was received ({@code permissions.resp}, which nats-server looks at
 * after what is denied), and who has none listens to none: a subject that is allowed by another rule, such as {@code >},
 * opens no inbox.
 */
public final class PrivateInbox {
    private static final String INBOX = "_INBOX";
    private static final String ANY = "*";
    private static final String ALL = ">";

    /** Every inbox: nobody may publish there unasked, and who has no private one may not subscribe. */
    public static final List<String> INBOXES = List.of(INBOX + "." + ALL);

    private static final List<Template> OWN = List.of(Template.parse(INBOX + ".{{name()}}." + ALL));

    private PrivateInbox() {}

    /** What the owner may subscribe to. */
    public static List<Template> subscribe() {
        return OWN;
    }

    /**
     * The first of the allowed subjects by which somebody with a private inbox would hear more inboxes than that one; null when
     * none does. To deny these would deny the own one too, so that it is a contradiction in the rules.
     *
     * @param allowed what may be subscribed to, maybe with queue groups
     * @param own what became of {@link #subscribe()}
     */
    public static @Nullable String opensOthers(Collection<String> allowed, Collection<String> own) {
        return allowed.stream()
                .filter(subject -> !own.contains(subject) && reachesInboxes(subject, own))
                .findFirst()
                .orElse(null);
    }

    private static boolean reachesInboxes(String subject, Collection<String> own) {
        String[] tokens = subject.split(" ", 2)[0].split("\\.", -1);
        if (tokens[0].equals(ALL)) {
            return true;
        }
        boolean below = tokens.length > 1 && (tokens[0].equals(INBOX) || tokens[0].equals(ANY));
        return below && !own.contains(INBOX + "." + tokens[1] + "." + ALL);
    }
}
