package io.gatehouse.policy.template;

import java.util.Collection;
import java.util.List;

/** What a login gives to templates, as directories and the request have it: nothing is checked or encoded yet. */
public interface TemplateValues {
    /** The identity's name. */
    String name();

    /** The tags of the identity, each {@code name:value} or a single word. */
    List<String> tags();

    /** The public key that nats-server made for this login. */
    String subject();

    /** The name of the account that the login is placed in; empty as long as there is none. */
    String accountName();

    /** The public key of the account that the login is placed in; empty in config mode, where accounts have none. */
    String accountSubject();

    /** The values of one of the identity's attributes; empty when it has none. */
    List<String> attribute(String name);

    Collection<String> groups();

    /** The values of a field of the client's certificate; empty without a certificate or without the field. */
    List<String> certificate(String field);
}
