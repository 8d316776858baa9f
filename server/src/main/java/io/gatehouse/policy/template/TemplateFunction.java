package io.gatehouse.policy.template;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function that a template can call: those of nats-server's scoped keys, and those that only Gatehouse has values for. */
enum TemplateFunction {
    NAME("name", "user's name", false),
    SUBJECT("subject", "user's public key", false),
    ACCOUNT_NAME("account-name", "account's name", false),
    ACCOUNT_SUBJECT("account-subject", "account's public key", false),
    TAG("tag", "tag", true),
    ATTRIBUTE("attribute", "attribute", true),
    GROUP("group", "group", false),
    CERTIFICATE("certificate", "certificate field", true);

    private final String word;
    private final String noun;
    private final boolean takesArgument;

    TemplateFunction(String word, String noun, boolean takesArgument) {
        this.word = word;
        this.noun = noun;
        this.takesArgument = takesArgument;
    }

    /** The function of a name in letters of any case; null when there is none. */
    static @Nullable TemplateFunction find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(each -> each.word.equals(lower))
                .findFirst()
                .orElse(null);
    }

    /** All of them as they are written, for a message. */
    static String all() {
        return Stream.of(values())
                .map(each -> each.word + (each.takesArgument ? "(...)" : "()"))
                .collect(Collectors.joining(", "));
    }

    /** The word that calls it. */
    String word() {
        return word;
    }

    /** What its values are, for a message. */
    String noun() {
        return noun;
    }

    boolean takesArgument() {
        return takesArgument;
    }

    /** Whether it tells of the account, so that an account cannot be found by it. */
    boolean needsAccount() {
        return this == ACCOUNT_NAME || this == ACCOUNT_SUBJECT;
    }

    /** Whether it tells two logins of one identity apart. */
    boolean readsRequest() {
        return this == SUBJECT || this == CERTIFICATE;
    }

    /** All values of a login, in no order. */
    Collection<String> of(TemplateValues values, String argument) {
        return switch (this) {
            case NAME -> List.of(values.name());
            case SUBJECT -> some(values.subject());
            case ACCOUNT_NAME -> some(values.accountName());
            case ACCOUNT_SUBJECT -> some(values.accountSubject());
            case TAG -> tagged(values.tags(), argument);
            case ATTRIBUTE -> values.attribute(argument);
            case GROUP -> values.groups();
            case CERTIFICATE -> values.certificate(argument);
        };
    }

    private static List<String> some(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    /** What follows the first colon of the tags of a name, in letters of any case. */
    private static List<String> tagged(List<String> tags, String name) {
        int colon = name.length();
        return tags.stream()
                .filter(tag ->
                        tag.length() > colon && tag.charAt(colon) == ':' && tag.regionMatches(true, 0, name, 0, colon))
                .map(tag -> tag.substring(colon + 1))
                .toList();
    }
}
