package io.gatehouse.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with rules is said in its place, with what to do. */
class RulesSectionTest {
    private static String mistakes(String yaml) {
        return mistakes(yaml, Map.of());
    }

    private static String mistakes(String yaml, Map<String, Account.Keyed> accounts) {
        try {
            RulesYaml.read(yaml, accounts);
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
        return "";
    }

    private static Map<String, Account.Keyed> accounts() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Account.Key scoped = new Account.Key(SigningKey.generate(NkeyKind.ACCOUNT), true);
        return Map.of(
                "APP", new Account.Keyed("APP", key.publicKey(), new Account.Key(key, false), Map.of("nurse", scoped)));
    }

    @Test
    void withoutTheSectionThereAreNoRules() {
        assertThat(RulesYaml.read("").isEmpty()).isTrue();
    }

    @Test
    void aRuleWithoutConditionsIsForEverybody() {
        assertThat(RulesYaml.read("rules: {all: {give: {account: APP}}}").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            if: {groups: a}, give: {account: A}                     | rules.r.if.groups: unknown key; did you mean group?
            if: {}, give: {account: A}                              | rules.r.if: has no conditions
            'if:, give: {account: A}'                               | rules.r.if: has no conditions
            if: {not: {}}, give: {account: A}                       | rules.r.if.not: has no conditions
            if: {attribute: {}}, give: {account: A}                 | rules.r.if.attribute: has no keys below it
            if: {group: []}, give: {account: A}                     | rules.r.if.group: is empty; give at least one value
            if: {connection: mqtt}, give: {account: A}              | rules.r.if.connection: MQTT without MQTT_WS cannot be enforced
            if: {connection: tcp}, give: {account: A}               | rules.r.if.connection: "tcp" is none of
            if: {kind: router}, give: {account: A}                  | rules.r.if.kind: 'router' is unknown; use client or leafnode
            if: {source: 10.0.0.0/33}, give: {account: A}           | rules.r.if.source: "10.0.0.0/33" is not an address range
            if: {tls: maybe}, give: {account: A}                    | rules.r.if.tls: 'maybe' is neither true nor false
            if: {certificate: {cnn: a}}, give: {account: A}         | rules.r.if.certificate.cnn: certificates have no such field; did you mean cn?
            if: {group: a}                                          | rules.r.give: is missing; say what the rule gives
            give: {}                                                | rules.r.give: is missing; say what the rule gives
            give: {permissions: {pub: {}}, account: A}              | rules.r.give.permissions.pub: has no keys below it
            give: {permissions: {pub: {allow: []}}}                 | rules.r.give.permissions.pub.allow: is empty; give at least one value
            give: {permissions: {pub: {allow: "a q"}}}              | rules.r.give.permissions.pub.allow: subject "a q" has a space
            give: {permissions: {sub: {allow: "a..b"}}}             | rules.r.give.permissions.sub.allow: subject "a..b" has an empty token
            give: {permissions: {sub: {allow: "foo*"}}}             | rules.r.give.permissions.sub.allow: subject "foo*" has a '*' that is not a whole token
            give: {permissions: {pub: {allow: "{{nam()}}"}}}        | rules.r.give.permissions.pub.allow: template
            give: {permissions: {resp: {ttl: soon}}}                | rules.r.give.permissions.resp.ttl: "soon" is not a duration such as 2m
            give: {permissions: {resp: {max: -2}}}                  | rules.r.give.permissions.resp.max: '-2' is not a whole number between -1 and
            give: {subs: 0}                                         | rules.r.give.subs: must not be 0, since the user could not even log in
            give: {payload: 0}                                      | rules.r.give.payload: must not be 0
            give: {data: many}                                      | rules.r.give.data: "many" is not a whole number
            give: {src: localhost}                                  | rules.r.give.src: "localhost" is not an address range
            give: {times: 08:00-17:00}                              | rules.r.give.times: "08:00" is not a time of the day as HH:MM:SS
            give: {times_location: UTC, account: A}                 | rules.r.give.times_location: is the time zone of times, which are not given
            give: {times: "08:00:00-17:00:00", times_location: CEST}| rules.r.give.times_location: "CEST" is not an IANA time zone
            give: {allowed_connection_types: [leafnode]}            | rules.r.give.allowed_connection_types: LEAFNODE without LEAFNODE_WS
            give: {session: 0s}                                     | rules.r.give.session: '0s' is not between 1s and 365d
            give: {session_jitter: 20, account: A}                  | rules.r.give.session_jitter: is of session, which is not given
            give: {session: 1h, session_jitter: 91}                 | rules.r.give.session_jitter: '91' is not a whole number between 0 and 90
            give: {inbox: shared}                                   | rules.r.give.inbox: "shared" is unknown; use private
            give: {tags: "a{{group()}}{{name()}}"}                  | rules.r.give.tags: template
            give: {account: "{{account-name()}}"}                   | rules.r.give.account: template
            give: {role: nurse}                                     | rules.r.give.role: is for operator mode
            give: {refuse: true, silent: true}                      | rules.r.give.silent: is the opposite of refuse
            give: {refuse: true, account: A}                        | rules.r.give.account: has no use beside refuse
            give: {silent: true, permissions: {pub: {allow: a}}}    | rules.r.give.permissions.pub.allow: has no use beside silent
            """)
    void saysWhatIsWrongWithARuleByItsKey(String rule, String mistake) {
        String yaml = rule.startsWith("'")
                ? "rules:\n  r:\n    if:\n    give: {account: A}\n"
                : "rules:\n  r: {" + rule + "}\n";

        assertThat(mistakes(yaml)).contains(".yaml:").contains(mistake);
    }

    @Test
    void namesTheLine() {
        assertThat(mistakes("rules:\n  r:\n    if: {group: a}\n    give:\n      account: A\n      subs: 0\n"))
                .contains(".yaml:6:");
    }

    @Test
    void anEmptySectionWouldTakeEverythingFromEverybody() {
        assertThat(mistakes("rules:\n")).contains("rules: has no rules; write one, or remove the section");
        assertThat(mistakes("rules: {}\n")).contains("rules: has no rules");
    }

    @Test
    void namesAreWordsThatVariablesCanHave() {
        assertThat(mistakes("rules: {Bad: {give: {account: A}}}")).contains("a rule's name is a small letter");
        assertThat(mistakes("rules: {a-b: {give: {account: A}}, a_b: {give: {account: A}}}"))
                .contains("another rule has the same name but for a dash");
    }

    @Test
    void thereIsABoundOfRules() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i <= RulesSection.MOST; i++) {
            yaml.append("  r").append(i).append(": {give: {tags: a}}\n");
        }
        assertThat(mistakes(yaml.toString())).contains("rules: has 1001 rules, and 1000 are the most");
    }

    @Test
    void accountsAndRolesMustBeThoseOfOperatorMode() {
        assertThat(mistakes("rules: {r: {give: {account: APPS}}}", accounts()))
                .contains("rules.r.give.account: there is no account APPS in the section accounts; did you mean APP?");
        assertThat(mistakes("rules: {r: {give: {account: '{{attribute(a)}}'}}}", accounts()))
                .isEmpty();
        assertThat(mistakes("rules: {r: {give: {role: doctor}}}", accounts()))
                .contains("rules.r.give.role: no account in the section accounts has a role doctor");
        assertThat(mistakes("rules: {r: {give: {role: nurse}}}", accounts())).isEmpty();
        assertThat(mistakes("rules: {r: {give: {role: nurse, permissions: {pub: {deny: a}}}}}", accounts()))
                .contains("rules.r.give.permissions.pub.deny: cannot be beside a role");
    }

    @Test
    void templatesTakeFieldsThatCertificatesHave() {
        assertThat(mistakes("rules: {r: {give: {tags: 'a:{{certificate(serialnumber)}}'}}}"))
                .contains("rules.r.give.tags: certificates have no field serialnumber");
        assertThat(mistakes("rules: {r: {give: {tags: 'a:{{certificate(ou)}}'}}}"))
                .isEmpty();
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RulesYaml.read("rules: {a: {give: {subs: 0}}, b: {if: {tls: x}, give: {data: -2}}}"))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("rules.a.give.subs", "rules.b.if.tls", "rules.b.give.data"));
    }
}
