package io.gatehouse.policy.template;

/** What a template becomes, and so which values fit into it. */
public enum TemplatePlace {
    /**
     * A subject, maybe with a queue group after a space: a value is a part of one token. Placeholders stand in tokens of their
     * own, so that no two pairs of values give the same token.
     */
    SUBJECT,

    /**
     * A tag, {@code name:value} or a single word: no value may bring the first colon. Values are not encoded here, but where a
     * tag gets into a subject.
     */
    TAG,

    /**
     * The name of an account, with one placeholder at most. It is a candidate only: whoever places a user there checks that the
     * account is one that was named, and not one that a value made up.
     */
    ACCOUNT,

    /** What a connection is shown as: any text. It gets into no subject, so that nothing is encoded. */
    NAME
}
