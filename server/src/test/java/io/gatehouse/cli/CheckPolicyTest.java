package io.gatehouse.cli;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What check says of where users are placed, of names under scoped keys, and of the size of answers; without a server. */
class CheckPolicyTest {
    @TempDir
    private Path dir;

    private CheckFixture operator() throws Exception {
        return CheckFixture.of(dir, Mode.OPERATOR);
    }

    private CheckFixture config() throws Exception {
        return CheckFixture.of(dir, Mode.CONFIG);
    }

    private static String user(String account) {
        return "{\"carol\": {\"pass\": \"$2b$10$Wu.nZ9tbwQihrEV1ODKLLuwg.eU5mhhjNi/beUU3NAWQwpQDOx0Ni\", \"account\": \""
                + account + "\"}}";
    }

    private CheckFixture allowing(String list) throws Exception {
        CheckFixture fixture = config();
        return fixture.edit(
                fixture.deployment().settings(), yaml -> yaml.replace("[ \"APP1\", \"APP2\" ]", "[ " + list + " ]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SYS", "$SYS", "APP3"})
    void findsUsersOutsideOfTheAllowedAccounts(String account) throws Exception {
        config().users(user(account)).offline().fails("may not be placed in", "callout.allowed_accounts", "carol");
    }

    @Test
    void findsUsersInTheCalloutsOwnAccountWhereAnyIsAllowed() throws Exception {
        allowing("'*'")
                .users(user("AUTH"))
                .offline()
                .fails("users.json places users in AUTH, the account that asks the callout");
    }

    @Test
    void findsUsersInASystemAccountOfAnyName() throws Exception {
        CheckFixture fixture = allowing("'*'");
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replace("system_account: SYS", "system_account: APP2"))
                .users(user("APP2"))
                .offline()
                .fails("users.json places users in APP2, the system account");
    }

    @ParameterizedTest
    @CsvSource({"AUTH, the account that asks the callout", "SYS, the system account"})
    void warnsOfUsersThereWhereTheSettingNamesIt(String account, String what) throws Exception {
        allowing(account).users(user(account)).offline().warns("users.json places users in " + account, what);
    }

    private CheckFixture ruled(String users, String rules) throws Exception {
        CheckFixture fixture = config().users(users);
        return fixture.edit(fixture.deployment().settings(), yaml -> yaml + "rules: {" + rules + "}\n");
    }

    @Test
    void findsAccountsThatRulesGiveAndThatThereAreNot() throws Exception {
        ruled("{}", "far: {give: {account: APP9}}, off: {give: {account: APP9}}, in: {give: {account: APP1}}")
                .offline()
                .fails("rules.far, rules.off give the account APP9, where users may not be placed")
                .fails("rules.far, rules.off give the account APP9, which is not in the server's configuration")
                .isSilentOf("rules.in gives");
    }

    @Test
    void findsAnAccountThatARuleGivesAndTheServerHasNot() throws Exception {
        CheckFixture fixture = allowing("'*'").users("{}");
        fixture.edit(fixture.deployment().settings(), yaml -> yaml + "rules: {far: {give: {account: APP9}}}\n")
                .offline()
                .fails("rules.far gives the account APP9, which is not in the server's configuration")
                .isSilentOf("where users may not be placed");
    }

    private static final String NURSES = "{\"carol\": {\"pass\":"
            + " \"$2b$10$Wu.nZ9tbwQihrEV1ODKLLuwg.eU5mhhjNi/beUU3NAWQwpQDOx0Ni\", \"account\": \"APP1\","
            + " \"groups\": [\"nurses\"]}}";

    @Test
    void warnsOfGroupsThatNobodyIsIn() throws Exception {
        ruled(
                        NURSES,
                        "a: {if: {group: [nurse, 'nur*']}, give: {tags: a}}, b: {if: {not: {group: cooks}}, give: {tags: b}}")
                .offline()
                .warns("rules.a.if.group: no user of any directory is in a group \"nurse\"; did you mean nurses?")
                .warns("rules.b.if.not.group: no user of any directory is in a group \"cooks\"")
                .isSilentOf("nur*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv", "nkey", "token"})
    void saysNothingOfGroupsWhereNotAllUsersAreKnown(String type) throws Exception {
        CheckFixture fixture = ruled(NURSES, "a: {if: {group: nurse}, give: {tags: a}}");
        fixture.edit(
                        fixture.deployment().settings(),
                        yaml -> yaml.replace(
                                "directories:\n", "directories:\n  staff: {type: " + type + ", bucket: USERS}\n"))
                .offline()
                .isSilentOf("is in a group");
    }

    @Test
    void saysNothingOfGroupsWhereThereIsNoUser() throws Exception {
        ruled("{}", "a: {if: {group: nurse}, give: {tags: a}}").offline().isSilentOf("is in a group");
    }

    @Test
    void saysNothingOfTheLargestAnswerWhereNobodyIsLetIn() throws Exception {
        config().users("{}").offline().isSilentOf("the largest answer");
    }

    @Test
    void findsDotsAllowedUnderATemplateThatTakesNames() throws Exception {
        scoped(operator(), true, "app.{{ Name() }}.>")
                .offline()
                .fails("accounts.APP1.allow_dots lets a user named \"a.b\"", "{{ Name() }}");
    }

    @Test
    void findsDotsAllowedUnderATemplateThatTakesTags() throws Exception {
        scoped(operator(), true, "app.{{tag(team)}}")
                .offline()
                .fails("accounts.APP1.allow_dots lets a user named \"a.b\"", "{{tag(team)}}");
    }

    @Test
    void takesDotsUnderATemplateThatTakesNeither() throws Exception {
        scoped(operator(), true, "app.{{account-name()}}.{{subject()}}.>")
                .users(user("APP1").replace("carol", "carol@corp.example"))
                .offline()
                .isClean();
    }

    @Test
    void findsANameWithADotUnderAScopedKey() throws Exception {
        scoped(operator(), false, "app.{{name()}}.>")
                .users(user("APP1").replace("carol", "carol@corp.example"))
                .offline()
                .fails("one literal token", "carol@corp.example");
    }

    /** APP1's signing key becomes scoped, with that subject in its template. */
    private static CheckFixture scoped(CheckFixture fixture, boolean allowDots, String subject) throws Exception {
        SubjectRules rules = new SubjectRules(List.of(subject), List.of());
        UserClaims.Body template = new UserClaims.Body(
                new Permissions(SubjectRules.NONE, rules, null), Limits.NONE, false, false, List.of());
        fixture.account(
                "APP1",
                old -> AccountClaims.of(
                        old.id(),
                        old.name(),
                        new AccountSigningKey(
                                old.signingKeys().get(0).key(), new AccountSigningKey.Scope("worker", "", template))));
        String line = "    signing_key: keys/APP1.signing.nk\n";
        return fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(line, line + "    scoped: true\n    allow_dots: " + allowDots + "\n"));
    }

    private static String large() {
        String subjects =
                IntStream.range(0, 1000).mapToObj(i -> "\"%040d\"".formatted(i)).collect(Collectors.joining(","));
        return user("APP1")
                .replace(
                        "}}",
                        ", \"permissions\": {\"pub\": {\"allow\": [" + subjects + "]}, \"sub\": {\"allow\": \"a\"}}}}");
    }

    @Test
    void comparesTheLargestAnswerWithTheServersBound() throws Exception {
        config().users(large()).offline().says("the largest answer has 7", "nats-server takes 1048576");
        CheckFixture fixture = new CheckFixture(
                dir.resolve("small"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        fixture.edit(fixture.deployment().serverConf(), conf -> conf + "\nmax_payload: 64KB\n")
                .users(large())
                .offline()
                .fails("user \"carol\" cannot be let in", "nats-server takes 65536");
    }

    @Test
    void comparesTheLargestAnswerWithTheAuthAccountsBound() throws Exception {
        operator()
                .account("AUTH", old -> AccountJwt.withPayload(old, 60_000))
                .users(large())
                .offline()
                .fails("user \"carol\" cannot be let in", "nats-server takes 60000");
    }

    @Test
    void findsABoundThatLetsNobodyIn() throws Exception {
        operator()
                .account("AUTH", old -> AccountJwt.withPayload(old, 1_000))
                .offline()
                .fails("nats-server takes 1000 bytes", "nobody can be let in");
    }
}
