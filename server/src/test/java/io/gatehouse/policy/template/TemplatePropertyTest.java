package io.gatehouse.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Generated templates and logins against an oracle made of the documentation, and against what no value may ever do. {@code
 * -Dgatehouse.template.cases=1000000} generates more, {@code -Dgatehouse.template.first=N} others.
 */
class TemplatePropertyTest {
    private static final long FIRST = Long.getLong("gatehouse.template.first", 0);
    private static final long CASES = Long.getLong("gatehouse.template.cases", 50_000);

    private static final List<String> LITERALS =
            List.of("a", "orders", "x-y", "_INBOX", "$JS", "{", "}", "é", "=2E", "a=b", "b");
    private static final List<String> CALLS = List.of(
            "name()",
            "subject()",
            "account-name()",
            "account-subject()",
            "tag(t)",
            "tag(u)",
            "group()",
            "attribute(x)",
            "attribute(y)",
            "certificate(cn)");
    private static final List<String> BITS = List.of(
            "a",
            "b",
            "bob",
            "A",
            "_",
            "-",
            "0",
            "=",
            "=2E",
            ".",
            "*",
            ">",
            " ",
            "{",
            "}",
            "{{",
            "}}",
            "$",
            ":",
            "/",
            "@",
            "é",
            "e\u0301",
            "語",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\t",
            "\n",
            "\u0000",
            "\u00a0",
            "\u2028",
            "\u200b",
            "{{name()}}",
            "name()",
            "%2E",
            "+");

    /** Values of that many at most: larger products than the bound are seldom, and not always. */
    private static final int MOST_VALUES = 24;

    /** So many subjects of two logins are looked at. */
    private static final int MOST_SHARED = 4;

    @Test
    void isWhatTheDocumentationSays() {
        int answered = 0;
        int silent = 0;
        for (long seed = FIRST; seed < FIRST + CASES; seed++) {
            Random random = random(seed);
            String template = template(random);
            SampleTemplateValues login = login(random);
            boolean encode = random.nextBoolean();

            Optional<Set<String>> subjects = expanded(template, login, encode);

            assertThat(subjects)
                    .as("seed %d: %s, %s", seed, template, login)
                    .isEqualTo(TemplateOracle.subjects(template, login, encode));
            if (subjects.isPresent()) {
                answered++;
                subjects.get().forEach(subject -> assertSameShape(template, subject));
                assertNothingShared(template, subjects.get(), login, login(random), encode);
            } else {
                silent++;
            }
        }
        assertThat(answered).isGreaterThan((int) (CASES / 20));
        assertThat(silent).isGreaterThan((int) (CASES / 20));
    }

    private static Optional<Set<String>> expanded(String template, SampleTemplateValues login, boolean encode) {
        try {
            return Optional.of(new TreeSet<>(Template.parse(template)
                    .expand(login, TemplatePlace.SUBJECT, encode ? ValueHandling.ENCODE : ValueHandling.REFUSE)));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    /** As many tokens, each with its literal parts, and the same wildcards in the same places. */
    private static void assertSameShape(String template, String subject) {
        String[] before = template.replaceAll("\\{\\{.*?}}", "\u0001").split("[. ]", -1);
        String[] after = subject.split("[. ]", -1);
        assertThat(after).as(subject).hasSameSizeAs(before);
        for (int i = 0; i < before.length; i++) {
            int at = before[i].indexOf('\u0001');
            if (at < 0) {
                assertThat(after[i]).isEqualTo(before[i]);
            } else {
                assertThat(after[i])
                        .startsWith(before[i].substring(0, at))
                        .endsWith(before[i].substring(at + 1))
                        .hasSizeGreaterThan(before[i].length() - 1)
                        .doesNotContain("*", ">");
            }
        }
    }

    /** Another login gets a subject of the first only by the same values. */
    private static void assertNothingShared(
            String template,
            Set<String> subjects,
            SampleTemplateValues one,
            SampleTemplateValues other,
            boolean encode) {
        Set<String> shared = expanded(template, other, encode).orElse(new TreeSet<>());
        shared.retainAll(subjects);
        for (String subject : shared.stream().limit(MOST_SHARED).toList()) {
            assertThat(fillings(template, one, encode, subject))
                    .as("%s of %s, and %s of %s", template, one, subject, other)
                    .isEqualTo(fillings(template, other, encode, subject))
                    .hasSize(1);
        }
    }

    /** The values that make a subject of a template: those of the placeholders in their order. */
    private static Set<List<String>> fillings(String text, SampleTemplateValues login, boolean encode, String subject) {
        Template template = Template.parse(text);
        Map<List<String>, String> begun =
                new HashMap<>(Map.of(List.of(), template.literals().get(0)));
        for (int i = 0; i < template.placeholders().size(); i++) {
            Placeholder placeholder = template.placeholders().get(i);
            String next = template.literals().get(i + 1);
            Map<List<String>, String> longer = new HashMap<>();
            begun.forEach((values, start) -> {
                for (String value : placeholder.function().of(login, placeholder.argument())) {
                    String more = start + (encode ? SubjectToken.encode(value) : value) + next;
                    if (subject.startsWith(more)) {
                        List<String> with = new ArrayList<>(values);
                        with.add(value);
                        longer.put(with, more);
                    }
                }
            });
            begun = longer;
        }
        Set<List<String>> found = new HashSet<>();
        begun.forEach((values, whole) -> {
            if (whole.equals(subject)) {
                found.add(values);
            }
        });
        return found;
    }

    @Test
    void everyEncodedValueCanBeReadAgain() {
        Map<String, String> tokens = new HashMap<>();
        for (long seed = FIRST; seed < FIRST + CASES; seed++) {
            String value = clean(value(random(seed)));
            String token = SubjectToken.encode(value);

            assertThat(token).matches("[A-Za-z0-9=_-]+").doesNotStartWith("_");
            assertThat(TemplateOracle.decoded(token)).isEqualTo(value);
            assertThat(tokens.merge(token, value, (a, b) -> a)).isEqualTo(value);
        }
    }

    /** Neighbouring seeds would begin alike. */
    private static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static String clean(String value) {
        StringBuilder clean = new StringBuilder();
        value.codePoints()
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static String template(Random random) {
        StringBuilder template = new StringBuilder();
        int tokens = 1 + random.nextInt(4);
        for (int i = 0; i < tokens; i++) {
            template.append(i == 0 ? "" : ".").append(token(random));
        }
        template.append(List.of("", "", ".>", ".*", " q").get(random.nextInt(5)));
        return random.nextInt(8) == 0 ? template + " " + token(random).replace(" ", "") : template.toString();
    }

    private static String token(Random random) {
        int kind = random.nextInt(20);
        if (kind < 8) {
            return one(random, LITERALS).replace("{", "o").replace("}", "c");
        }
        if (kind == 8) {
            return "*";
        }
        String prefix = kind < 12 ? one(random, LITERALS).replace("{", "o") : "";
        String suffix = kind > 16 ? one(random, LITERALS).replace("{", "o") : "";
        return prefix + call(random) + suffix + (kind == 19 ? call(random) : "");
    }

    private static String call(Random random) {
        String call = one(random, CALLS);
        int argument = call.indexOf('(');
        String name = random.nextInt(4) == 0
                ? call.substring(0, argument).toUpperCase(Locale.ROOT)
                : call.substring(0, argument);
        String blank = random.nextInt(6) == 0 ? " " : "";
        return "{{" + blank + name + call.substring(argument) + blank + "}}";
    }

    private static SampleTemplateValues login(Random random) {
        List<String> tags = new ArrayList<>();
        values(random).forEach(value -> tags.add(one(random, List.of("t:", "T:", "u:", "tt:", "")) + value));
        return new SampleTemplateValues(
                value(random),
                tags,
                "UABC",
                one(random, List.of("APP", "APP 1", "A.B")),
                "AABC",
                Map.of("x", values(random), "y", values(random)),
                values(random),
                Map.of("cn", values(random)));
    }

    private static List<String> values(Random random) {
        int number = random.nextInt(8) == 0 ? random.nextInt(MOST_VALUES) : random.nextInt(3);
        return IntStream.range(0, number).mapToObj(i -> value(random)).toList();
    }

    /** Mostly ordinary, so that many templates can be filled. */
    private static String value(Random random) {
        if (random.nextInt(4) > 0) {
            return one(random, List.of("a", "b", "bob", "alice", "a-b", "b_c", "x")) + random.nextInt(30);
        }
        StringBuilder value = new StringBuilder();
        int bits = random.nextInt(5);
        for (int i = 0; i < bits; i++) {
            value.append(one(random, BITS));
        }
        return value.toString();
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
