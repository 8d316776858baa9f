package io.gatehouse.policy.rule;

import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.template.TemplateValues;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What templates of rules take of an identity and its login.
 *
 * @param login null where no template takes anything of it
 */
record LoginValues(
        IdentityFacts identity,
        @Nullable LoginFacts login,
        List<String> tags,
        String accountName,
        String accountSubject)
        implements TemplateValues {
    /** Before an account is found, and with the tags that the directory states. */
    static LoginValues of(IdentityFacts identity, @Nullable LoginFacts login) {
        Entitlement stated = identity.entitlement();
        return new LoginValues(identity, login, stated == null ? List.of() : stated.tags(), "", "");
    }

    LoginValues withAccount(String name, String subject) {
        return new LoginValues(identity, login, tags, name, subject);
    }

    LoginValues withTags(List<String> all) {
        return new LoginValues(identity, login, all, accountName, accountSubject);
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public String subject() {
        return login == null ? "" : login.request().userNkey().text();
    }

    @Override
    public List<String> attribute(String name) {
        return identity.attributes().getOrDefault(name, List.of());
    }

    @Override
    public Collection<String> groups() {
        return identity.groups();
    }

    @Override
    public List<String> certificate(String field) {
        return login == null ? List.of() : login.certificate(field);
    }
}
