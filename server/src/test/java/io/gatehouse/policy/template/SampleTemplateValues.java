package io.gatehouse.policy.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A login as a test wants it. */
record SampleTemplateValues(
        String name,
        List<String> tags,
        String subject,
        String accountName,
        String accountSubject,
        Map<String, List<String>> attributes,
        Collection<String> groups,
        Map<String, List<String>> fields)
        implements TemplateValues {
    static SampleTemplateValues named(String name) {
        return new SampleTemplateValues(name, List.of(), "UKEY", "APP", "AKEY", Map.of(), List.of(), Map.of());
    }

    SampleTemplateValues tags(String... those) {
        return new SampleTemplateValues(
                name, List.of(those), subject, accountName, accountSubject, attributes, groups, fields);
    }

    SampleTemplateValues groups(String... those) {
        return new SampleTemplateValues(
                name, tags, subject, accountName, accountSubject, attributes, List.of(those), fields);
    }

    /** With attributes and no others. */
    SampleTemplateValues attributes(Map<String, List<String>> those) {
        return new SampleTemplateValues(name, tags, subject, accountName, accountSubject, those, groups, fields);
    }

    SampleTemplateValues attribute(String key, String... values) {
        return attributes(Map.of(key, List.of(values)));
    }

    SampleTemplateValues certificate(String field, String... values) {
        return new SampleTemplateValues(
                name, tags, subject, accountName, accountSubject, attributes, groups, Map.of(field, List.of(values)));
    }

    SampleTemplateValues withoutAccount() {
        return new SampleTemplateValues(name, tags, subject, "", "", attributes, groups, fields);
    }

    @Override
    public List<String> attribute(String key) {
        return attributes.getOrDefault(key, List.of());
    }

    @Override
    public List<String> certificate(String field) {
        return fields.getOrDefault(field, List.of());
    }
}
