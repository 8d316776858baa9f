package io.gatehouse.policy;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells which users of a directory cannot be let in whatever they present, and what to do about it. */
public final class NoAnswer {
    private static final Map<Drop, String> WORDS = Map.of(
            Drop.ACCOUNT_UNKNOWN,
            "whose account or role has no signing key here, or who has no account, and who will get no answer: add the key,"
                    + " or correct account and role",
            Drop.ACCOUNT_NOT_ALLOWED,
            "who will get no answer, because users may not be placed in their account: callout.allowed_accounts does not name"
                    + " it (for the system account and the callout's own, * is not enough)",
            Drop.SCOPE_CONFLICT,
            "who will get no answer, since the signing key is scoped: they must have no permissions, subs, data, payload,"
                    + " bearer_token or proxy_required of their own, and their names and the values of their tags must be one"
                    + " literal token of a subject: no dot (but see allow_dots), white space, *, > or {{, unless"
                    + " callout.template_values encodes them",
            Drop.RULES_CONFLICT,
            "for whom rules contradict each other, and who will get no answer: they give more than one role, account or"
                    + " name, permissions beside a role, or a private inbox beside a subject that opens others;"
                    + " gatehouse explain tells which",
            Drop.TEMPLATE_MISMATCH,
            "whose names, groups or attributes do not fit into a template of a rule, or are missing, and who will get no"
                    + " answer: correct them, or let callout.template_values encode them");

    private NoAnswer() {}

    /**
     * The users whose account has no key or is not allowed, or who do not fit a scope.
     *
     * @param source where they are from: what each sentence begins with
     */
    public static List<String> misplaced(String source, Stream<Identity> users, Policy policy) {
        Map<Drop, List<String>> names = new EnumMap<>(Drop.class);
        users.forEach(user -> {
            Drop mistake = policy.misconfiguration(user);
            if (mistake != null) {
                names.computeIfAbsent(mistake, first -> new ArrayList<>()).add(user.name());
            }
        });
        UserWarnings warnings = new UserWarnings(source);
        names.forEach((mistake, of) -> warnings.add(of.stream(), WORDS.getOrDefault(mistake, "")));
        return warnings.texts();
    }

    /** The users whose answer is larger than can be sent: each by name, with its size, up to a number. */
    public static List<String> tooLarge(String source, Stream<Identity> users, Policy policy, AnswerSizes sizes) {
        List<Large> large = users.filter(user -> !sizes.fits(user, policy))
                .map(user -> new Large(user.name(), sizes.of(user, policy)))
                .sorted(Comparator.comparing(Large::name))
                .toList();
        UserWarnings warnings = new UserWarnings(source);
        for (Large user : large.subList(0, Math.min(UserWarnings.NAMED, large.size()))) {
            warnings.add("user " + Quoted.of(user.name()) + " cannot be let in: the answer would have "
                    + user.bytes() + " bytes, and nats-server takes " + sizes.most()
                    + ": shorten the permissions, or raise max_payload (nothing takes more than 1 MiB)");
        }
        if (large.size() > UserWarnings.NAMED) {
            warnings.add("and " + (large.size() - UserWarnings.NAMED) + " more users whose answers are too large");
        }
        return warnings.texts();
    }

    /** A user and the size of the answer, without what policy prepared to know it. */
    private record Large(String name, int bytes) {}
}
