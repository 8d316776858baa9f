package io.gatehouse.policy.rule;

import io.gatehouse.policy.template.Template;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Subjects of one side, publishing or subscribing, that are allowed and denied; in the order of their texts, each once. */
record SubjectTemplates(List<Template> allow, List<Template> deny) {
    static final SubjectTemplates NONE = new SubjectTemplates(List.of(), List.of());

    SubjectTemplates {
        allow = sorted(allow);
        deny = sorted(deny);
    }

    /** The subjects of both. */
    SubjectTemplates and(SubjectTemplates other) {
        return new SubjectTemplates(both(allow, other.allow), both(deny, other.deny));
    }

    boolean isEmpty() {
        return allow.isEmpty() && deny.isEmpty();
    }

    static List<Template> both(Collection<Template> one, Collection<Template> other) {
        return sorted(Stream.concat(one.stream(), other.stream()).toList());
    }

    static List<Template> sorted(Collection<Template> templates) {
        return templates.stream()
                .distinct()
                .sorted(Comparator.comparing(Template::text))
                .toList();
    }
}
