package io.gatehouse.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final SampleTemplateValues BOB = SampleTemplateValues.named("bob");

    private static List<String> expand(String template, TemplateValues values) throws TemplateException {
        return subjects(template, values, ValueHandling.REFUSE);
    }

    private static List<String> subjects(String template, TemplateValues values, ValueHandling handling)
            throws TemplateException {
        return Template.parse(template).expand(values, TemplatePlace.SUBJECT, handling);
    }

    private static void cannotBeFilled(
            String template, TemplateValues values, TemplatePlace place, ValueHandling handling, String... why) {
        assertThatThrownBy(() -> Template.parse(template).expand(values, place, handling))
                .isInstanceOf(TemplateException.class)
                .hasMessageContainingAll(why);
    }

    private static String[] numbered(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    @Nested
    class Reading {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a.{{name()}}         | a.bob",
                    "a.{{ Name() }}.>     | a.bob.>",
                    "a.x-{{NAME()}}-y     | a.x-bob-y",
                    "{{subject()}}.>      | UKEY.>",
                    "a.{{account-name()}} | a.APP",
                    "a.{{Account-Subject()}} | a.AKEY",
                    "a.{{tag(team)}}      | a.red",
                    "a.{{TAG( Team )}}    | a.red",
                    "a.{{group()}}        | a.ops",
                    "a.{{attribute(Site)}} | a.lyon",
                    "a.{{certificate(cn)}} | a.device",
                    "a.* {{name()}}       | a.* bob",
                    "a.{b}                | a.{b}",
                    "a.{{name()}}}        | a.bob}",
                    "a.>                  | a.>"
                })
        void putsInTheValueOfEachFunction(String template, String subject) throws TemplateException {
            SampleTemplateValues login = BOB.tags("level:9", "Team:red", "team", "teams:x")
                    .groups("ops")
                    .attribute("Site", "lyon")
                    .certificate("cn", "device");

            assertThat(expand(template, login)).containsExactly(subject);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a.{{name()             | has {{ without }} after it",
                    "a.name()}}             | has }} without {{ before it",
                    "a.{{name()}}}}         | has }} without {{ before it",
                    "a.{{{name()}}          | no call of a function",
                    "a.{{name()}}{b         | brace behind a placeholder",
                    "a.{{name}}             | no call of a function",
                    "a.{{}}                 | no call of a function",
                    "a.{{name()}.b}}        | no call of a function",
                    "a.{{tag(a)tag(b)}}     | no call of a function",
                    "a.{{nickname()}}       | calls nickname, which is no function: there are name(), subject()",
                    "a.{{account-tag(x)}}   | calls account-tag, which is no function",
                    "a.{{tag()}}            | without saying which",
                    "a.{{attribute( )}}     | without saying which",
                    "a.{{name(x)}}          | with an argument"
                })
        void saysWhatIsWrongWithAText(String text, String mistake) {
            assertThatThrownBy(() -> Template.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("template \"" + text + "\" ")
                    .hasMessageContaining(mistake);
        }

        @Test
        void refusesControlCharacters() {
            assertThatThrownBy(() -> Template.parse("a\tb")).hasMessageContaining("control character");
            assertThatThrownBy(() -> Template.parse("a.{{tag(\u0000)}}"))
                    .hasMessageContaining("tag without saying which");
            assertThatThrownBy(() -> Template.parse("a.\ud800")).hasMessageContaining("control character");
        }

        @Test
        void refusesTextsThatAreTooLong() {
            assertThatThrownBy(() -> Template.parse("a".repeat(4097))).hasMessageContaining("4096 characters");
            assertThatThrownBy(() -> Template.parse("{{name()}}.".repeat(17) + "x"))
                    .hasMessageContaining("16 placeholders");
            assertThat(Template.parse("{{name()}}.".repeat(16) + "x").isConstant())
                    .isFalse();
        }

        @Test
        void tellsWhatItNeeds() {
            assertThat(Template.parse("a.b").isConstant()).isTrue();
            assertThat(Template.parse("a.{{name()}}").isConstant()).isFalse();
            assertThat(Template.parse("a.{{name()}}").readsRequest()).isFalse();
            assertThat(Template.parse("a.{{subject()}}").readsRequest()).isTrue();
            assertThat(Template.parse("a.{{certificate(cn)}}").readsRequest()).isTrue();
            assertThat(Template.parse("a.{{certificate(cn)}}.{{certificate(ou)}}.{{tag(o)}}")
                            .certificateFields())
                    .containsExactly("cn", "ou");
            assertThat(Template.parse("a.{{ Name() }}")).hasToString("a.{{ Name() }}");
            assertThat(Template.parse("a")).isEqualTo(Template.parse("a")).isNotEqualTo(Template.parse("b"));
            assertThat(Template.parse("a")).hasSameHashCodeAs(Template.parse("a"));
        }
    }

    @Nested
    class Requiring {
        @ParameterizedTest
        @ValueSource(strings = {"a.{{name()}}.>", "a", "a.{{name()}}.{{group()}}", "{{name()}}.*"})
        void takesWhatIsASubject(String text) {
            assertThat(Template.parse(text)
                            .require(TemplatePlace.SUBJECT, false)
                            .text())
                    .isEqualTo(text);
        }

        @Test
        void takesAQueueGroupWhereOneMayBe() {
            Template template = Template.parse("a.{{name()}} {{group()}}");

            assertThat(template.require(TemplatePlace.SUBJECT, true)).isSameAs(template);
            assertThatThrownBy(() -> template.require(TemplatePlace.SUBJECT, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has a space");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.{{name()}}*", "a..{{name()}}", "{{name()}}>", ".{{name()}}", "a.>.{{name()}}"})
        void refusesWhatWouldBeNoSubject(String text) {
            assertThatThrownBy(() -> Template.parse(text).require(TemplatePlace.SUBJECT, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @CsvSource({
            "SUBJECT, 'a.{{tag(x)}}{{name()}}', 'dot between them'",
            "SUBJECT, 'a.{{tag(x)}}-{{name()}}', 'dot between them'",
            "TAG, '{{tag(x)}}.{{name()}}', 'colon between them'",
            "ACCOUNT, '{{tag(x)}}.{{name()}}', 'can have one'",
            "ACCOUNT, '{{account-name()}}', 'tells the account by the account'",
            "ACCOUNT, 'A{{account-subject()}}', 'tells the account by the account'"
        })
        void refusesWhatTwoPairsOfValuesCouldMakeAlike(TemplatePlace place, String text, String mistake) {
            assertThatThrownBy(() -> Template.parse(text).require(place, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(mistake);
            cannotBeFilled(text, BOB.tags("x:y"), place, ValueHandling.ENCODE, mistake);
        }

        @Test
        void takesTagsAndAccounts() {
            assertThat(Template.parse("{{group()}}:{{name()}}").require(TemplatePlace.TAG, false))
                    .isNotNull();
            assertThat(Template.parse("TEAM {{tag(team)}}").require(TemplatePlace.ACCOUNT, false))
                    .isNotNull();
        }
    }

    @Nested
    class Values {
        @Test
        void fanOut() throws TemplateException {
            SampleTemplateValues login = BOB.groups("ops", "dev").tags("t:2", "t:1", "t:2");

            assertThat(expand("a.{{group()}}.{{tag(t)}}", login))
                    .containsExactly("a.dev.1", "a.dev.2", "a.ops.1", "a.ops.2");
        }

        @Test
        void areTheSameWhereverAFunctionIsCalledTwice() throws TemplateException {
            assertThat(expand("{{group()}}.{{ GROUP() }}", BOB.groups("x", "y")))
                    .containsExactly("x.x", "y.y");
        }

        /** A value that looks like a placeholder is no placeholder. */
        @Test
        void areNotReadAgain() throws TemplateException {
            assertThat(subjects(
                            "{{name()}}.{{group()}}",
                            SampleTemplateValues.named("{{group()}}").groups("g"),
                            ValueHandling.ENCODE))
                    .containsExactly("=7B=7Bgroup=28=29=7D=7D.g");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a.{{tag(x)}}",
                    "a.{{group()}}",
                    "a.{{attribute(x)}}",
                    "a.{{certificate(x)}}",
                    "a.{{account-name()}}",
                    "a.{{account-subject()}}"
                })
        void areNeverLeftOut(String template) {
            for (ValueHandling handling : ValueHandling.values()) {
                cannotBeFilled(
                        template, BOB.withoutAccount(), TemplatePlace.SUBJECT, handling, template, "has no value");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "'', is empty",
            "a.b, holds a dot",
            "., holds a dot",
            "a*, holds a wildcard",
            ">, holds a wildcard",
            "a b, white space",
            "'a\u00a0b', white space",
            "'a\u2028b', white space",
            "a{{b, braces",
            "a}}b, braces"
        })
        void areRefusedWhenTheyAreNotOneToken(String value, String why) throws TemplateException {
            SampleTemplateValues login = BOB.attribute("x", "fine", value);

            cannotBeFilled(
                    "a.{{attribute(x)}}.>",
                    login,
                    TemplatePlace.SUBJECT,
                    ValueHandling.REFUSE,
                    "\"a.{{attribute(x)}}.>\"",
                    "the attribute x",
                    why,
                    "template_values");
            assertThat(subjects("a.{{attribute(x)}}.>", login, ValueHandling.ENCODE))
                    .hasSize(2)
                    .contains("a.fine.>");
        }

        @ParameterizedTest
        @EnumSource(ValueHandling.class)
        void areRefusedInAnyCaseWhenTheyAreNoText(ValueHandling handling) {
            for (String value : List.of("a\nb", "\u0000", "\ud83d", "\ude00x")) {
                for (TemplatePlace place : TemplatePlace.values()) {
                    cannotBeFilled("{{attribute(x)}}", BOB.attribute("x", value), place, handling, "control character");
                }
            }
        }

        @Test
        void doNotBeginASubjectAsThoseOfTheServerDo() throws TemplateException {
            for (String value : List.of("_INBOX", "$SYS", "$JS", "_")) {
                SampleTemplateValues login = SampleTemplateValues.named(value);

                cannotBeFilled(
                        "{{name()}}.>", login, TemplatePlace.SUBJECT, ValueHandling.REFUSE, "begins a subject with");
                assertThat(expand("a.{{name()}}.>", login)).containsExactly("a." + value + ".>");
                assertThat(subjects("{{name()}}.>", login, ValueHandling.ENCODE))
                        .first()
                        .asString()
                        .startsWith("=");
            }
        }

        @Test
        void areNeverInTheMessage() {
            SampleTemplateValues login = SampleTemplateValues.named("s3cr.t").attribute("x", "s3cr t");

            for (String template : List.of("a.{{name()}}", "a.{{attribute(x)}}")) {
                assertThatThrownBy(() -> expand(template, login))
                        .isInstanceOf(TemplateException.class)
                        .hasMessageNotContaining("s3cr")
                        .hasNoCause();
            }
        }
    }

    @Nested
    class Places {
        @Test
        void aTagKeepsItsValueAsItIs() throws TemplateException {
            Template template = Template.parse("mail:{{attribute(mail)}}");
            SampleTemplateValues login = BOB.attribute("mail", "bob:x@corp.example");

            assertThat(template.expand(login, TemplatePlace.TAG, ValueHandling.ENCODE))
                    .containsExactly("mail:bob:x@corp.example");
            cannotBeFilled(template.text(), login, TemplatePlace.TAG, ValueHandling.REFUSE, "holds a dot");
        }

        @ParameterizedTest
        @EnumSource(ValueHandling.class)
        void noValueMakesAnotherTag(ValueHandling handling) {
            SampleTemplateValues login = BOB.attribute("x", "admin:yes").groups("g");

            cannotBeFilled("{{attribute(x)}}", login, TemplatePlace.TAG, handling, "holds a colon");
            cannotBeFilled("{{attribute(x)}}:{{group()}}", login, TemplatePlace.TAG, handling, "holds a colon");
            cannotBeFilled("x:{{attribute(x)}}", BOB.attribute("x", ""), TemplatePlace.TAG, handling, "is empty");
            cannotBeFilled("{{attribute(x)}}", BOB.attribute("x", " "), TemplatePlace.TAG, handling, "is empty");
        }

        @Test
        void anAccountIsWhatTheValueSays() throws TemplateException {
            Template template = Template.parse("TEAM {{tag(team)}}");

            for (ValueHandling handling : ValueHandling.values()) {
                assertThat(template.expand(BOB.tags("team:R & D."), TemplatePlace.ACCOUNT, handling))
                        .containsExactly("TEAM R & D.");
                cannotBeFilled(template.text(), BOB.tags("team: "), TemplatePlace.ACCOUNT, handling, "is empty");
            }
        }
    }

    @Nested
    class Bounds {
        @Test
        void areThoseOfTheServer() throws TemplateException {
            SampleTemplateValues login = BOB.groups(numbered("g", 64)).tags(numbered("t:", 64));

            assertThat(expand("a.{{group()}}.{{tag(t)}}", login)).hasSize(4096).doesNotHaveDuplicates();
            cannotBeFilled(
                    "a.{{group()}}.{{tag(t)}}",
                    BOB.groups(numbered("g", 64)).tags(numbered("t:", 65)),
                    TemplatePlace.SUBJECT,
                    ValueHandling.REFUSE,
                    "more than 4096 texts");
        }

        @Test
        void holdForASetTogether() throws TemplateException {
            SampleTemplateValues login = BOB.groups(numbered("g", 2048));
            List<Template> set =
                    new ArrayList<>(List.of(Template.parse("a.{{group()}}"), Template.parse("b.{{group()}}")));

            assertThat(Template.expandAll(set, login, TemplatePlace.SUBJECT, ValueHandling.REFUSE))
                    .hasSize(4096);
            set.add(Template.parse("c"));
            assertThatThrownBy(() -> Template.expandAll(set, login, TemplatePlace.SUBJECT, ValueHandling.REFUSE))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("\"c\"");
        }

        @Test
        void ofASetThatSaysTheSameTwiceCountItOnceInTheResult() throws TemplateException {
            List<Template> set = List.of(Template.parse("a.{{name()}}"), Template.parse("a.bob"));

            assertThat(Template.expandAll(set, BOB, TemplatePlace.SUBJECT, ValueHandling.REFUSE))
                    .containsExactly("a.bob");
        }

        /** 64 to the power of 16 is more than a long holds, and nothing is built up to find out. */
        @Test
        void areFoundBeforeAnythingIsBuilt() {
            String[] values = numbered("v", 4096);
            String template = IntStream.range(0, 16)
                    .mapToObj(i -> "{{attribute(x" + i + ")}}")
                    .reduce("a", (a, b) -> a + "." + b);
            SampleTemplateValues login = BOB.attributes(
                    IntStream.range(0, 16).boxed().collect(Collectors.toMap(i -> "x" + i, i -> List.of(values))));

            cannotBeFilled(template, login, TemplatePlace.SUBJECT, ValueHandling.REFUSE, "more than 4096 texts");
        }

        @Test
        void holdForTheValuesOfOnePlaceholder() {
            cannotBeFilled(
                    "a.{{group()}}",
                    BOB.groups(numbered("g", 4097)),
                    TemplatePlace.SUBJECT,
                    ValueHandling.REFUSE,
                    "the group has more than 4096 values");
        }

        @Test
        void holdForTheCharactersTogether() throws TemplateException {
            Map<String, List<String>> large = Map.of("x", List.of("y".repeat(1 << 18)));

            assertThat(expand(
                            "a.{{attribute(x)}}.{{group()}}",
                            BOB.attributes(large).groups("1", "2", "3")))
                    .hasSize(3);
            cannotBeFilled(
                    "a.{{attribute(x)}}.{{group()}}",
                    BOB.attributes(large).groups("1", "2", "3", "4"),
                    TemplatePlace.SUBJECT,
                    ValueHandling.REFUSE,
                    "1048576 characters");
        }
    }
}
