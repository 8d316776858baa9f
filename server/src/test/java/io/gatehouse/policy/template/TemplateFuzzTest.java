package io.gatehouse.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.text.UserText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whatever the template and the values: a subject has the template's tokens and wildcards where the template has them, and two
 * values never give the same subject. The input's first line is a template, the others are two values.
 */
class TemplateFuzzTest {
    /** Every function but the server's has this value. */
    private record OneValue(String value) implements TemplateValues {
        @Override
        public String name() {
            return value;
        }

        @Override
        public List<String> tags() {
            return List.of("t:" + value);
        }

        @Override
        public String subject() {
            return "UKEY";
        }

        @Override
        public String accountName() {
            return "APP";
        }

        @Override
        public String accountSubject() {
            return "AKEY";
        }

        @Override
        public List<String> attribute(String name) {
            return List.of(value);
        }

        @Override
        public Collection<String> groups() {
            return Set.of(value);
        }

        @Override
        public List<String> certificate(String field) {
            return List.of(value);
        }
    }

    @FuzzTest
    void fill(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        String one = lines.length > 1 ? lines[1] : "";
        String other = lines.length > 2 ? lines[2] : "";
        Template template;
        try {
            template = Template.parse(lines[0]);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("template");
            return;
        }
        assertThat(template.text()).isEqualTo(lines[0]);
        for (TemplatePlace place : TemplatePlace.values()) {
            takesWhatBecomesOf(template, place, one);
        }
        for (ValueHandling handling : ValueHandling.values()) {
            Set<String> ofOne = filled(template, one, handling);
            Set<String> ofOther = filled(template, other, handling);
            if (!one.equals(other) && takesValues(template)) {
                assertThat(Collections.disjoint(ofOne, ofOther))
                        .as("%s and %s", ofOne, ofOther)
                        .isTrue();
            }
        }
    }

    /** What was taken when the configuration was read gives texts that an entitlement takes. */
    private static void takesWhatBecomesOf(Template template, TemplatePlace place, String value) {
        for (ValueHandling handling : ValueHandling.values()) {
            try {
                template.require(place, true);
                UserText.require("a template", template.text());
                template.expand(new OneValue(value), place, handling).forEach(text -> take(place, text));
            } catch (IllegalArgumentException | TemplateException e) {
                assertThat(e).hasMessageNotContaining("taken, and then refused");
            }
        }
    }

    private static void take(TemplatePlace place, String text) {
        try {
            if (place == TemplatePlace.SUBJECT) {
                SubjectSet.require(text, true);
            } else {
                UserText.require("a text", text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("taken, and then refused: " + e.getMessage(), e);
        }
    }

    private static boolean takesValues(Template template) {
        return template.placeholders().stream()
                .map(Placeholder::function)
                .anyMatch(each -> each != TemplateFunction.SUBJECT && !each.needsAccount());
    }

    private static Set<String> filled(Template template, String value, ValueHandling handling) {
        Set<String> subjects = new TreeSet<>();
        try {
            subjects.addAll(template.expand(new OneValue(value), TemplatePlace.SUBJECT, handling));
        } catch (TemplateException e) {
            assertThat(e).hasMessageStartingWith("template ");
            return subjects;
        }
        assertThat(subjects).hasSize(1);
        subjects.forEach(subject -> assertSameShape(String.join("x", template.literals()), subject));
        return subjects;
    }

    private static void assertSameShape(String like, String subject) {
        String[] before = like.split("[. ]", -1);
        String[] after = subject.split("[. ]", -1);
        assertThat(after).as(subject).hasSameSizeAs(before);
        for (int i = 0; i < before.length; i++) {
            assertThat(isWildcard(after[i])).isEqualTo(isWildcard(before[i]));
        }
    }

    private static boolean isWildcard(String token) {
        return token.equals("*") || token.equals(">");
    }

    /** An encoded value is a token of few letters, and can be read again. */
    @FuzzTest
    void encode(byte[] input) {
        String value = new String(input, StandardCharsets.UTF_8);
        if (UserText.isClean(value)) {
            String token = SubjectToken.encode(value);

            assertThat(token).matches("[A-Za-z0-9=_-]+").doesNotStartWith("_");
            assertThat(TemplateOracle.decoded(token)).isEqualTo(value);
            assertThat(SubjectToken.fits(token, false)).isTrue();
        }
    }
}
