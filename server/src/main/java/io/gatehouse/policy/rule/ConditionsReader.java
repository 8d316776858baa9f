package io.gatehouse.policy.rule;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Suggestion;
import io.gatehouse.config.Values;
import io.gatehouse.policy.rule.ConditionKeys.LoginKey;
import io.gatehouse.policy.rule.ConditionKeys.TextKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conditions of a rule. */
final class ConditionsReader {
    private final Set<String> certificateFields;
    private final List<Condition<IdentityFacts>> identity = new ArrayList<>();
    private final List<Condition<LoginFacts>> login = new ArrayList<>();

    private ConditionsReader(Set<String> certificateFields) {
        this.certificateFields = certificateFields;
    }

    /** @param certificateFields the fields that certificates can have; empty when that is not known */
    static Conditions read(Values rule, Set<String> certificateFields) {
        Values in = rule.in(ConditionKeys.SECTION);
        Values not = in.in(ConditionKeys.NOT);
        if (rule.isEmpty(ConditionKeys.SECTION)) {
            in.problem("has no conditions; write one, or remove the key: a rule without it is for everybody");
        }
        if (in.isEmpty(ConditionKeys.NOT)) {
            not.problem("has no conditions; write one, or remove the key");
        }
        ConditionsReader all = new ConditionsReader(certificateFields);
        all.read(in);
        ConditionsReader none = new ConditionsReader(certificateFields);
        none.read(not);
        return new Conditions(all.identity, all.login, none.identity, none.login);
    }

    private void read(Values in) {
        ConditionKeys.IDENTITY.forEach(each -> texts(in, each, identity));
        Values attributes = in.in(ConditionKeys.ATTRIBUTES);
        attributes.names().forEach(name -> attribute(attributes, name));
        Values certificate = in.in(ConditionKeys.CERTIFICATES);
        certificate.names().forEach(field -> certificate(certificate, field));
        ConditionKeys.OTHER.forEach(each -> other(in, each));
        ConditionKeys.LOGIN.forEach(each -> texts(in, each, login));
        requireSome(in);
    }

    /** A section with nothing in it is a slip, and never means everybody. */
    private static void requireSome(Values in) {
        for (Section section : List.of(ConditionKeys.ATTRIBUTES, ConditionKeys.CERTIFICATES)) {
            if (in.isEmpty(section)) {
                in.in(section).problem("has no keys below it; write one, or remove the key");
            }
        }
    }

    private <T> void texts(Values in, TextKey<T> each, List<Condition<T>> conditions) {
        List<String> wanted = in.find(each.key());
        if (wanted != null) {
            conditions.add(new Condition<>(
                    each.key().name(), written(wanted), each.test().apply(wanted)));
        }
    }

    private void attribute(Values in, String name) {
        List<String> wanted = in.find(ConditionKeys.attribute(name));
        if (wanted != null) {
            Patterns patterns = Patterns.of(wanted);
            identity.add(new Condition<>(
                    "attribute." + name,
                    written(wanted),
                    facts -> patterns.matchAny(facts.attributes().getOrDefault(name, List.of()))));
        }
    }

    private void certificate(Values in, String field) {
        Key<List<String>> key = ConditionKeys.certificate(field);
        if (!certificateFields.isEmpty() && !certificateFields.contains(field)) {
            in.problem(
                    key,
                    "certificates have no such field" + Suggestion.words(field, certificateFields) + "; use one of "
                            + String.join(
                                    ", ", certificateFields.stream().sorted().toList()));
        }
        List<String> wanted = in.find(key);
        if (wanted != null) {
            Patterns patterns = Patterns.of(wanted);
            login.add(new Condition<>(
                    Condition.CERTIFICATE + field,
                    written(wanted),
                    facts -> patterns.matchAny(facts.certificate(field))));
        }
    }

    private <V> void other(Values in, LoginKey<V> each) {
        V value = in.find(each.key());
        if (value != null) {
            Given given = in.given(each.key());
            String wanted = given == null ? "" : written(given.texts());
            login.add(new Condition<>(each.key().name(), wanted, each.test().apply(value)));
        }
    }

    private static String written(List<String> texts) {
        return String.join(", ", texts);
    }
}
