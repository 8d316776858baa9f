package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.rule.CertificateFields;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleTrace;
import io.gatehouse.policy.rule.RulesYaml;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuledPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final AuthorizationRequest LOGIN = SampleRequest.login("alice", "secret");

    private final SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Account.Key scoped = new Account.Key(SigningKey.generate(NkeyKind.ACCOUNT), true);
    private final Map<String, Account.Keyed> keyed = Map.of(
            "APP",
            new Account.Keyed("APP", key.publicKey(), new Account.Key(key, false), Map.of("nurse", scoped)),
            "OTHER",
            account("OTHER"),
            "SCOPED",
            new Account.Keyed("SCOPED", SigningKey.generate(NkeyKind.ACCOUNT).publicKey(), scoped, Map.of()));

    private CertificateReader certificates = CertificateReader.NONE;

    private static Account.Keyed account(String name) {
        SigningKey own = SigningKey.generate(NkeyKind.ACCOUNT);
        return new Account.Keyed(name, own.publicKey(), new Account.Key(own, false), Map.of());
    }

    private Policy policy(String... rules) {
        return policy(AccountSeparator.NONE, rules);
    }

    private Policy policy(AccountSeparator separator, String... rules) {
        return policy(Accounts.keyed(keyed), keyed, separator, rules);
    }

    private Policy policy(
            Accounts accounts, Map<String, Account.Keyed> known, AccountSeparator separator, String... rules) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < rules.length; i++) {
            yaml.append("  r").append(i).append(": ").append(rules[i]).append('\n');
        }
        PolicyRules ruled = new PolicyRules(RulesYaml.read(yaml.toString(), known), separator, certificates);
        return new Policy(accounts, Clock.fixed(NOW, ZoneOffset.UTC), SessionLimit.NONE, ValueHandling.REFUSE, ruled);
    }

    private static Identity alice(String... groups) {
        return new Identity("ldap", "alice", Map.of("team", List.of("red")), Set.of(groups), null);
    }

    private static String reason(Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            return denied.reason().code();
        }
        return verdict instanceof Verdict.Dropped dropped ? dropped.reason().code() : "granted";
    }

    private static Entitlement given(Policy policy, Identity identity) {
        assertThat(policy.decide(identity, LOGIN)).isInstanceOf(Verdict.Granted.class);
        return policy.ruledGrant(identity, LOGIN, null).entitlement();
    }

    /** Under a scoped key as well; a template of a rule takes none of them. */
    @Test
    void marksOfAnIdentityAreTagsOfItsSessions() {
        Identity marked = alice().marked(List.of("gatehouse-crl:0f"));

        assertThat(given(
                                policy(
                                        "{give: {account: APP, tags: 'a:b', permissions: {pub: {allow: 'x.{{tag(a)}}'}}}}"),
                                marked)
                        .tags())
                .containsExactly("a:b", "gatehouse-crl:0f");
        assertThat(given(policy("{give: {account: SCOPED}}"), marked).tags()).containsExactly("gatehouse-crl:0f");
        assertThat(reason(policy("{give: {account: APP, tags: 'x:{{tag(gatehouse-crl)}}'}}")
                        .decide(marked, LOGIN)))
                .isEqualTo("template_mismatch");
        assertThat(marked.named("bob", Set.of()).marks()).isEqualTo(marked.marks());
    }

    /**
     * Conditions on the login, of somebody from 10.1.2.3 by a plain connection with a Go client that is called laptop-7, on the server
     * s1 of 2.15.1, which is in the cluster east and has the tags blue and zone:7.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            directory: ldap                    | true
            directory: file                    | false
            user: alice                        | true
            user: "al*"                        | true
            user: [bob, "*ice"]                | true
            user: "*lic*"                      | true
            user: Alice                        | false
            group: nurses                      | true
            group: "nur*"                      | true
            group: doctors                     | false
            attribute: {team: red}             | true
            attribute: {team: [blue, "r*"]}    | true
            attribute: {team: blue}            | false
            attribute: {ward: "*"}             | false
            connection: standard               | true
            connection: [websocket, standard]  | true
            connection: websocket              | false
            kind: client                       | true
            kind: leafnode                     | false
            source: 10.0.0.0/8                 | true
            source: [192.168.0.0/16, 10.1.2.3] | true
            source: 192.168.0.0/16             | false
            source: "::/0"                     | false
            server: s1                         | true
            server: s2                         | false
            cluster: east                      | true
            cluster: [west, "ea*"]             | true
            cluster: west                      | false
            cluster: East                      | false
            server_tag: blue                   | true
            server_tag: Blue                   | true
            server_tag: [red, "Zone:*"]        | true
            server_tag: red                    | false
            server_tag: zone                   | false
            server_version: "2.15.*"           | true
            server_version: "2.14.*"           | false
            client_library: go                 | true
            client_library: java               | false
            client_version: "1.40*"            | true
            client_version: 1.39.0             | false
            client_name: laptop-7              | true
            client_name: [batch, "laptop-*"]   | true
            client_name: "*"                   | true
            client_name: laptop                | false
            client_name: batch                 | false
            tls: false                         | true
            tls: true                          | false
            certificate: {cn: "*"}             | false
            """)
    void eachConditionHoldsOrNotAndTheOppositeWithNot(String condition, boolean holds) {
        assertHolds(condition, holds, LOGIN);
    }

    private void assertHolds(String condition, boolean holds, AuthorizationRequest login) {
        Identity identity = alice("nurses");
        String grants = "give: {account: APP}";

        assertThat(reason(policy("{if: {" + condition + "}, " + grants + "}").decide(identity, login)))
                .isEqualTo(holds ? "granted" : "no_rule");
        assertThat(reason(policy("{if: {not: {" + condition + "}}, " + grants + "}")
                        .decide(identity, login)))
                .isEqualTo(holds ? "no_rule" : "granted");
    }

    /** The kind, type, name and MQTT client id of what connects, as nats-server tells of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Leafnode | ''   | edge | ''     | kind: leafnode                        | true
            Leafnode | ''   | edge | ''     | kind: [client, leafnode]              | true
            Leafnode | ''   | edge | ''     | kind: client                          | false
            Leafnode | ''   | edge | ''     | connection: [leafnode, leafnode_ws]   | true
            Leafnode | ''   | edge | ''     | connection: [standard, websocket]     | false
            Leafnode | ''   | edge | ''     | client_name: edge                     | true
            Client   | mqtt | ''   | sensor | kind: client                          | true
            Client   | mqtt | ''   | sensor | kind: leafnode                        | false
            Client   | mqtt | ''   | sensor | connection: [mqtt, mqtt_ws]           | true
            Client   | mqtt | ''   | sensor | client_name: sensor                   | true
            Client   | mqtt | ''   | sensor | client_name: "sens*"                  | true
            Client   | mqtt | ''   | sensor | client_name: camera                   | false
            Client   | mqtt | app  | sensor | client_name: app                      | true
            Client   | mqtt | app  | sensor | client_name: sensor                   | false
            """)
    void whatConnectsIsWhatTheServerTellsOfIt(
            String kind, String type, String name, String mqttId, String condition, boolean holds) {
        ClientInfo client = new ClientInfo("10.1.2.3", 7, "", name, List.of(), "", kind, type, mqttId, "");

        assertHolds(condition, holds, from(LOGIN.server(), client, LOGIN.connect()));
    }

    /** What is not there fits no pattern. */
    @ParameterizedTest
    @ValueSource(strings = {"cluster", "server_tag", "client_name", "client_library", "client_version"})
    void whatIsNotSaidFitsNoPattern(String key) {
        ServerId known = LOGIN.server();
        ServerId server = new ServerId(known.name(), known.host(), known.id(), known.version(), "", List.of(), null);
        ClientInfo client = new ClientInfo("10.1.2.3", 7, "", "", List.of(), "", "Client", "nats", "", "");

        assertHolds(key + ": \"*\"", false, from(server, client, library(null)));
        assertHolds(key + ": \"*\"", false, from(server, client, library("")));
        assertHolds(key + ": \"*\"", true, LOGIN);
    }

    private static ConnectOptions library(@Nullable String word) {
        return new ConnectOptions(null, null, null, null, "alice", "secret", null, word, word, 1);
    }

    private static AuthorizationRequest from(ServerId server, ClientInfo client, ConnectOptions connect) {
        return new AuthorizationRequest(LOGIN.subject(), 0, 0, server, LOGIN.userNkey(), client, connect, null, null);
    }

    @Test
    void whatIsAskedOfTheCertificateIsReadOnceForALogin() {
        AtomicInteger reads = new AtomicInteger();
        certificates = request -> {
            reads.incrementAndGet();
            return field -> field.equals("ou") ? List.of("ward", "night") : List.of();
        };
        Policy policy = policy(
                "{if: {certificate: {ou: night}}, give: {account: APP}}",
                "{if: {certificate: {cn: '*'}}, give: {refuse: true}}",
                "{if: {certificate: {ou: day}}, give: {refuse: true}}");

        assertThat(policy.readsTls()).isTrue();
        assertThat(reason(policy.decide(alice(), LOGIN))).isEqualTo("granted");
        assertThat(reads).hasValue(1);
    }

    @Test
    void certificatesAreKeptOnlyForRulesThatLookAtThem() {
        assertThat(policy("{if: {group: a}, give: {account: APP}}").readsTls()).isFalse();
        assertThat(policy("{if: {tls: true}, give: {account: APP}}").readsTls()).isTrue();
        assertThat(policy("{if: {not: {tls: true}}, give: {account: APP}}").readsTls())
                .isTrue();
        assertThat(policy("{give: {tags: 'a:{{certificate(cn)}}'}}").readsTls()).isTrue();
    }

    @Test
    void tlsIsWhetherTheServerTellsOfIt() {
        AuthorizationRequest tls = new AuthorizationRequest(
                LOGIN.subject(),
                0,
                0,
                LOGIN.server(),
                LOGIN.userNkey(),
                LOGIN.client(),
                LOGIN.connect(),
                new ClientTls("1.3", "", List.of(), List.of()),
                null);
        Policy policy = policy("{if: {tls: true}, give: {account: APP}}");

        assertThat(reason(policy.decide(alice(), tls))).isEqualTo("granted");
        assertThat(reason(policy.decide(alice(), LOGIN))).isEqualTo("no_rule");
        Identity unplaced = Identity.of("file", Entitlement.plain("alice", ""));
        assertThat(reason(policy.decide(unplaced, tls))).isEqualTo("granted");
        assertThat(reason(policy.decide(unplaced, LOGIN))).isEqualTo("no_rule");
    }

    @Test
    void aRefusalWinsOverSilenceAndSilenceOverGrants() {
        String grant = "{give: {account: APP}}";
        String refuse = "{give: {refuse: true, log: not you}}";
        String silent = "{give: {silent: true}}";

        assertThat(policy(grant, silent).decide(alice(), LOGIN))
                .isEqualTo(new Verdict.Dropped(Drop.LEFT_TO_OTHERS, Drop.LEFT_TO_OTHERS.text()));
        Ruling refused = policy(grant, silent, refuse).decide(alice(), LOGIN, null);
        assertThat(refused.verdict()).isEqualTo(new Verdict.Denied(DenyReason.REFUSED));
        assertThat(refused.rules()).isEqualTo(new AppliedRules(List.of("r0", "r1", "r2"), "not you"));
    }

    @Test
    void whoIsDisabledIsToldSoWhateverRulesSay() {
        Identity disabled = Entitlements.alice().account("APP").disabled(true).identity();

        assertThat(policy("{give: {silent: true}}").decide(disabled, LOGIN))
                .isEqualTo(new Verdict.Denied(DenyReason.DISABLED));
    }

    @Test
    void whatADirectoryDoesNotStateItDoesNotGive() {
        Identity stated = Entitlements.alice().account("APP").identity();
        UserPermissions given = given(policy("{if: {user: nobody}, give: {account: APP}}"), stated)
                .permissions();

        assertThat(given).isEqualTo(new UserPermissions(SubjectSet.NOTHING, SubjectSet.NOTHING, null));
    }

    @Test
    void anExplicitEverythingIsEverything() {
        SubjectSet everything = SubjectSet.of(List.of(">"), List.of());
        Identity stated = Entitlements.alice()
                .account("APP")
                .permissions(new UserPermissions(everything, SubjectSet.EVERYTHING, null))
                .identity();
        UserPermissions given = given(policy("{if: {user: nobody}, give: {account: APP}}"), stated)
                .permissions();

        assertThat(given.publish()).isEqualTo(everything);
        assertThat(given.subscribe()).isEqualTo(SubjectSet.NOTHING);
    }

    @Test
    void aDenialAloneAllowsNothing() {
        UserPermissions given = given(
                        policy("{give: {account: APP, permissions: {pub: {deny: a}, sub: {allow: b}}}}"), alice())
                .permissions();

        assertThat(given.publish()).isEqualTo(SubjectSet.NOTHING);
        assertThat(given.subscribe()).isEqualTo(SubjectSet.of(List.of("b"), List.of()));
    }

    @Test
    void aScopedKeySaysItselfWhatIsAllowed() {
        Policy role = policy("{give: {account: APP, role: nurse}}");
        assertThat(given(role, alice()).permissions()).isEqualTo(UserPermissions.UNRESTRICTED);

        Policy own = policy("{give: {account: SCOPED}}");
        assertThat(given(own, alice()).permissions()).isEqualTo(UserPermissions.UNRESTRICTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{permissions: {pub: {allow: a}}}",
                "{permissions: {sub: {deny: a}}}",
                "{permissions: {resp: {max: 1}}}",
                "{subs: 5}",
                "{payload: 5}",
                "{data: 5}",
                "{inbox: private}",
                "{name: somebody}"
            })
    void rightsBesideAScopeOfAnotherRuleAreAMistake(String rights) {
        Verdict verdict = policy("{give: {account: APP, role: nurse}}", "{give: " + rights + "}")
                .decide(alice(), LOGIN);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Dropped.class, dropped -> {
            assertThat(dropped.reason()).isEqualTo(Drop.RULES_CONFLICT);
            assertThat(dropped.detail()).contains("beside the role nurse");
        });
    }

    @Test
    void rightsInAnAccountWhoseOwnKeyIsScopedAreAMistake() {
        assertThat(reason(policy("{give: {account: SCOPED, permissions: {pub: {allow: a}}}}")
                        .decide(alice(), LOGIN)))
                .isEqualTo("scope_conflict");
        assertThat(reason(policy("{give: {account: SCOPED, name: somebody}}").decide(alice(), LOGIN)))
                .isEqualTo("rules_conflict");
    }

    @Test
    void anAccountMayBeNamedByItsKeyOrItsName() {
        String id = key.publicKey().text();
        Policy policy = policy(AccountSeparator.of("/"), "{give: {account: [APP, " + id + "]}}");

        assertThat(reason(policy.decide(alice(), LOGIN))).isEqualTo("granted");
        assertThat(reason(policy.decide(alice(), LOGIN, id).verdict())).isEqualTo("granted");
        assertThat(reason(policy.decide(alice(), LOGIN, "OTHER").verdict())).isEqualTo("account_not_granted");
        assertThat(reason(policy.decide(alice(), LOGIN, "").verdict())).isEqualTo("account_not_granted");
    }

    @Test
    void aLoginMayNameItsAccountWithoutRulesToo() {
        Policy plain = new Policy(Accounts.keyed(keyed), Clock.fixed(NOW, ZoneOffset.UTC));
        Identity stated = Entitlements.alice().account("APP").identity();

        assertThat(reason(plain.decide(stated, LOGIN, "APP").verdict())).isEqualTo("granted");
        assertThat(reason(plain.decide(stated, LOGIN, key.publicKey().text()).verdict()))
                .isEqualTo("granted");
        assertThat(reason(plain.decide(stated, LOGIN, "OTHER").verdict())).isEqualTo("account_not_granted");
    }

    /** In config mode any name is an account to us: a value must not make one up. */
    @Test
    void anAccountOfATemplateMustBeNamedByTheConfiguration() {
        Map<String, Account.Keyed> none = Map.of();
        String rule = "{give: {account: '{{attribute(team)}}'}}";
        Accounts any = Accounts.named(key);
        Accounts named = Accounts.named(key, new io.gatehouse.policy.account.AllowedAccounts(List.of("red")));

        assertThat(reason(policy(any, none, AccountSeparator.NONE, rule).decide(alice(), LOGIN)))
                .isEqualTo("account_not_allowed");
        assertThat(reason(policy(named, none, AccountSeparator.NONE, rule).decide(alice(), LOGIN)))
                .isEqualTo("granted");
    }

    @Test
    void whatIsPreparedOnceIsUsedAgain() {
        Policy policy = policy("{give: {account: APP, tags: 'who:{{name()}}'}}");
        Identity identity = alice();

        assertThat(policy.decide(identity, LOGIN)).isSameAs(policy.decide(identity, LOGIN));
    }

    @Test
    void eachSetOfRulesThatHoldHasItsOwnGrant() {
        Policy policy = policy("{give: {account: APP}}", "{if: {source: 10.0.0.0/8}, give: {tags: near}}");
        Identity identity = alice();
        AuthorizationRequest far = SampleRequest.client().host("8.8.8.8").build();

        assertThat(policy.ruledGrant(identity, LOGIN, null).entitlement().tags())
                .containsExactly("near");
        assertThat(policy.ruledGrant(identity, far, null).entitlement().tags()).isEmpty();
        assertThat(policy.decide(identity, far)).isSameAs(policy.decide(identity, far));
        assertThat(policy.decide(identity, LOGIN)).isSameAs(policy.decide(identity, LOGIN));
    }

    @Test
    void asManySetsAreRememberedAsThereIsRoomForAndOthersAreMadeAgain() {
        String[] rules = new String[70];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = "{if: {source: 10.0.0." + i + "}, give: {account: APP, tags: t" + i + "}}";
        }
        Policy policy = policy(rules);
        Identity identity = alice();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < rules.length; i++) {
                AuthorizationRequest from =
                        SampleRequest.client().host("10.0.0." + i).build();
                assertThat(policy.ruledGrant(identity, from, null).entitlement().tags())
                        .containsExactly("t" + i);
            }
        }
    }

    @Test
    void whatDiffersBetweenLoginsIsMadeForEach() {
        Policy policy = policy("{give: {account: APP, permissions: {sub: {allow: 'k.{{subject()}}'}}}}");
        Identity identity = alice();
        AuthorizationRequest other = new AuthorizationRequest(
                LOGIN.subject(),
                0,
                0,
                LOGIN.server(),
                SigningKey.generate(NkeyKind.USER).publicKey(),
                LOGIN.client(),
                LOGIN.connect(),
                null,
                null);

        for (AuthorizationRequest login : List.of(LOGIN, other, LOGIN)) {
            assertThat(policy.ruledGrant(identity, login, null)
                            .entitlement()
                            .permissions()
                            .subscribe())
                    .isEqualTo(SubjectSet.of(List.of("k." + login.userNkey().text()), List.of()));
        }
    }

    @Test
    void anotherPolicyMakesItsOwn() {
        Identity identity = alice();

        assertThat(given(policy("{give: {account: APP, tags: one}}"), identity).tags())
                .containsExactly("one");
        assertThat(given(policy("{give: {account: APP, tags: two}}"), identity).tags())
                .containsExactly("two");
    }

    @Test
    void sessionsVaryByTheirJitter() {
        Policy policy = policy("{give: {account: APP, session: 100s, session_jitter: 50}}", "{give: {session: 1h}}");
        long now = NOW.getEpochSecond();

        assertThat(Stream.generate(() -> (Verdict.Granted) policy.decide(alice(), LOGIN))
                        .limit(200)
                        .map(granted -> granted.expiresAt() - now))
                .allMatch(seconds -> seconds >= 50 && seconds <= 100)
                .anyMatch(seconds -> seconds < 70)
                .anyMatch(seconds -> seconds > 80);
    }

    @Test
    void tellsOfEachRuleWhyItDidNotHold() {
        Policy policy = policy(
                "{if: {group: nurses, source: 192.168.0.0/16}, give: {account: APP}}",
                "{if: {user: alice}, give: {account: APP}}",
                "{if: {attribute: {team: [blue, green]}, not: {directory: ldap}}, give: {account: APP}}");

        assertThat(policy.trace(alice(), LOGIN))
                .containsExactly(
                        new RuleTrace("r0", List.of("if.group: nurses", "if.source: 192.168.0.0/16")),
                        new RuleTrace("r1", List.of()),
                        new RuleTrace("r2", List.of("if.attribute.team: blue, green", "if.not.directory: ldap")));
    }

    @Test
    void usersWhoCanNeverBeLetInAreKnownBefore() {
        Policy policy = policy(
                "{if: {group: a}, give: {account: APP, role: nurse}}",
                "{if: {group: b}, give: {subs: 5}}",
                "{if: {group: c}, give: {account: '{{attribute(none)}}'}}",
                "{if: {group: d, source: 10.0.0.0/8}, give: {account: APP}}",
                "{if: {group: e}, give: {account: [APP, OTHER]}}");

        assertThat(policy.misconfiguration(alice("a"))).isNull();
        assertThat(policy.misconfiguration(alice("a", "b"))).isEqualTo(Drop.RULES_CONFLICT);
        assertThat(policy.misconfiguration(alice("b"))).isEqualTo(Drop.ACCOUNT_UNKNOWN);
        assertThat(policy.misconfiguration(alice("c"))).isEqualTo(Drop.TEMPLATE_MISMATCH);
        assertThat(policy.misconfiguration(alice("d")))
                .as("it depends on the login")
                .isNull();
        assertThat(policy.misconfiguration(alice("e"))).isEqualTo(Drop.RULES_CONFLICT);
        assertThat(policy.misconfiguration(alice())).as("denied, and told so").isNull();
        assertThat(policy.answers(alice("a"))).isTrue();
        assertThat(policy.answers(alice("d"))).isFalse();
        assertThat(NoAnswer.misplaced("users.json", Stream.of(alice("a", "b")), policy))
                .singleElement()
                .asString()
                .startsWith("users.json: 1 user for whom rules contradict each other");
    }

    @Test
    void severalAccountsAreNoMistakeWhereALoginCanNameOne() {
        Policy policy = policy(AccountSeparator.of("/"), "{give: {account: [APP, OTHER]}}");

        assertThat(policy.misconfiguration(alice())).isNull();
        assertThat(reason(policy.decide(alice(), LOGIN))).isEqualTo("rules_conflict");
        assertThat(reason(policy.decide(alice(), LOGIN, "OTHER").verdict())).isEqualTo("granted");
    }

    @Test
    void answersThatAreTooLargeAreKnownBefore() {
        StringBuilder subjects = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            subjects.append(i == 0 ? "" : ", ").append("subject.number.").append(i);
        }
        AnswerSizes sizes = new AnswerSizes(new ResponseJwt(key, null), false, () -> 8192);
        Policy large = policy("{give: {account: APP, permissions: {pub: {allow: [" + subjects + "]}}}}");
        Policy small = policy("{give: {account: APP, permissions: {pub: {allow: a}}}}");
        Policy filled = policy("{give: {account: APP, permissions: {pub: {allow: 'a.{{name()}}'}}}}");

        assertThat(sizes.fits(alice(), large)).isFalse();
        assertThat(sizes.fits(alice(), small)).isTrue();
        assertThat(sizes.fits(alice(), filled)).isTrue();
        assertThat(NoAnswer.tooLarge("users.json", Stream.of(alice()), large, sizes))
                .singleElement()
                .asString()
                .contains("cannot be let in: the answer would have ");
    }

    @Test
    void withoutACertificateNoFieldHasAValue() {
        assertThat(CertificateFields.NONE.field("cn")).isEmpty();
        assertThat(reason(policy("{give: {account: APP, tags: 'a:{{certificate(cn)}}'}}")
                        .decide(alice(), LOGIN)))
                .isEqualTo("template_mismatch");
    }

    @Test
    void whatManyRulesHaveTheLogSayIsCut() {
        String[] few = IntStream.range(0, 3)
                .mapToObj(i -> "{if: {user: alice}, give: {account: APP, log: text " + i + "}}")
                .toArray(String[]::new);
        String[] many = IntStream.range(0, 50)
                .mapToObj(i -> "{if: {user: alice}, give: {account: APP, log: '" + i + " " + "x".repeat(240) + "'}}")
                .toArray(String[]::new);

        assertThat(note(few)).isEqualTo("text 0; text 1; text 2");
        assertThat(note(many))
                .hasSize(1024)
                .startsWith("0 xxx")
                .contains("x; 1 x")
                .endsWith("x…");
    }

    private String note(String... rules) {
        return policy(rules).decide(alice(), LOGIN, null).rules().note();
    }
}
