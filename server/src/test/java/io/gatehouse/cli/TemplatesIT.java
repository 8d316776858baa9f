package io.gatehouse.cli;

import io.gatehouse.drops.Drop;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of rules, filled with what users.json says of users, as a real nats-server enforces what becomes of them. */
@Tag("heavy")
@AgainstNatsServer
class TemplatesIT {
    private static final String USERS = """
            {
              "ann":   {"pass": "p", "account": "APP1", "groups": ["dev", "ops"], "tags": ["Site:Lyon", "site:rome"]},
              "bob":   {"pass": "p", "account": "APP1", "groups": ["dev"], "tags": ["site:lyon"]},
              "b.ob":  {"pass": "p", "account": "APP1", "groups": ["dev"], "tags": ["site:lyon"]},
              "cyd":   {"pass": "p", "account": "APP1", "groups": ["no dev"], "tags": ["site:lyon"]},
              "dan":   {"pass": "p", "account": "APP1", "groups": ["dev"]},
              "right": {"pass": "p", "account": "APP1", "attributes": {"team": "APP2"}},
              "wrong": {"pass": "p", "account": "APP1", "attributes": {"team": "AUTH"}}
            }
            """;
    private static final String RULES = """
            rules:
              everybody:
                if: {user: ["ann", "b*", "cyd", "dan"]}
                give:
                  permissions:
                    pub: {allow: ["of.{{name()}}.>", "{{group()}}.{{ TAG(Site) }}.>"], deny: ["of.{{name()}}.secret"]}
                    sub: {allow: ["of.{{name()}}.> {{group()}}"]}
            """;

    private static Stage.Builder stage(Stage.Builder builder, String users, String rules) {
        return builder.users(users)
                .prepared(deployment -> Files.writeString(deployment.settings(), rules, StandardOpenOption.APPEND));
    }

    @Test
    void severalValuesGiveSeveralSubjects() throws Exception {
        try (Stage stage = stage(Stage.config(), USERS, RULES).open();
                Client ann = new Client(stage.as("ann", "p"));
                Client bob = new Client(stage.as("bob", "p"))) {
            for (String subject : new String[] {"of.ann.x", "dev.lyon.x", "dev.rome.x", "ops.lyon.x", "ops.rome.x"}) {
                ann.says(subject);
            }
            ann.mayNotSay("of.ann.secret");
            ann.mayNotSay("of.bob.x");
            ann.hears("of.ann.>", "dev");
            ann.hears("of.ann.>", "ops");
            ann.mayNotHear("of.ann.>");
            ann.mayNotHear("of.ann.>", "other");

            bob.says("dev.lyon.x");
            bob.mayNotSay("dev.rome.x");
            bob.mayNotSay("ops.lyon.x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.ob", "cyd", "dan"})
    void whoseValuesDoNotFitOrAreMissingGetsNoAnswer(String user) throws Exception {
        try (Stage stage = stage(Stage.config(), USERS, RULES).open()) {
            Silence.of(stage.as(user, "p"), stage, Drop.TEMPLATE_MISMATCH);
        }
    }

    @Test
    void whatIsEncodedFits() throws Exception {
        try (Stage stage = stage(Stage.config(), USERS, RULES)
                        .set("callout.template_values", "encode")
                        .open();
                Client dotted = new Client(stage.as("b.ob", "p"));
                Client spaced = new Client(stage.as("cyd", "p"))) {
            dotted.says("of.b=2Eob.x");
            dotted.mayNotSay("of.b.ob");
            dotted.mayNotSay("of.b=2Eob.secret");
            spaced.says("no=20dev.lyon.x");
            spaced.hears("of.cyd.>", "no=20dev");

            Silence.of(stage.as("dan", "p"), stage, Drop.TEMPLATE_MISMATCH);
        }
    }

    @Test
    void aValueNamesNoAccountThatNobodyNamed() throws Exception {
        String rules = """
                rules:
                  teams:
                    if: {attribute: {team: "*"}}
                    give: {account: "{{attribute(team)}}", permissions: {pub: {allow: [">"]}}}
                """;
        try (Stage stage = stage(Stage.config(), USERS, rules)
                .set("callout.account_separator", "/")
                .set("callout.allowed_accounts", "APP1,APP2")
                .open()) {
            try (Client right = new Client(stage.as("right/APP2", "p"))) {
                right.says("here");
            }
            Silence.of(stage.as("wrong/AUTH", "p"), stage, Drop.ACCOUNT_NOT_ALLOWED);
        }
        try (Stage stage = stage(Stage.config(), USERS, rules)
                .set("callout.account_separator", "/")
                .set("callout.allowed_accounts", "*")
                .open()) {
            Silence.of(stage.as("right/APP2", "p"), stage, Drop.ACCOUNT_NOT_ALLOWED);
        }
    }

    /** The tag of a rule is encoded once, and by us, before the server puts it into the subjects of a scope. */
    @Test
    void aTagOfARuleFillsTheTemplateOfAScope() throws Exception {
        String users = """
                {"ann": {"pass": "p", "account": "APP1", "role": "team", "attributes": {"team": ["red.blue", "a=2Eb"]}}}
                """;
        String rules = """
                rules:
                  teams:
                    if: {attribute: {team: "*"}}
                    give: {tags: ["team:{{attribute(team)}}"]}
                """;
        try (Stage stage = stage(Stage.operator(), users, rules)
                        .prepared(deployment ->
                                DottedNameAttack.addRole(deployment, "team", false, "team.{{tag(team)}}.>"))
                        .set("callout.template_values", "encode")
                        .open();
                Client ann = new Client(stage.as("ann", "p"))) {
            ann.says("team.red=2Eblue.x");
            ann.says("team.a=3D2eb.x");
            ann.mayNotSay("team.red.blue.x");
            ann.mayNotSay("team.a=2Eb.x");
        }
    }

    /** Under a role of a rule the scope of its key binds; what a rule names beside it is a mistake. */
    @Test
    void aRoleOfARuleBinds() throws Exception {
        String users = """
                {"ann": {"pass": "p", "account": "APP1", "groups": ["team"]},
                 "bob": {"pass": "p", "account": "APP1"},
                 "cyd": {"pass": "p", "account": "APP1", "groups": ["team", "writers"]}}
                """;
        String rules = """
                rules:
                  teams:
                    if: {group: team}
                    give: {role: team, tags: "team:red"}
                  writers:
                    if: {group: writers}
                    give: {permissions: {pub: {allow: own}}}
                """;
        try (Stage stage = stage(Stage.operator(), users, rules)
                        .prepared(deployment ->
                                DottedNameAttack.addRole(deployment, "team", false, "team.{{tag(team)}}.{{name()}}"))
                        .open();
                Client ann = new Client(stage.as("ann", "p"));
                Client bob = new Client(stage.as("bob", "p"))) {
            ann.says("team.red.ann");
            ann.hears("team.red.ann");
            ann.mayNotSay("team.red.bob");
            ann.mayNotSay("team.blue.ann");
            bob.mayNotSay("team.red.bob");
            Silence.of(stage.as("cyd", "p"), stage, Drop.RULES_CONFLICT);
        }
    }
}
