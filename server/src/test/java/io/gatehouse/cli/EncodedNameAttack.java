package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * With names encoded, whatever somebody is called is one token of the subjects that a scoped key's template makes, and another
 * one than anybody else's; {@link DottedNameAttack} has the control.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class EncodedNameAttack {
    private static final String USERS = """
            {
              "bob":       {"pass": "p", "account": "APP1", "role": "named"},
              "bob.eve":   {"pass": "p", "account": "APP1", "role": "named"},
              "bob=2Eeve": {"pass": "p", "account": "APP1", "role": "named"},
              ">":         {"pass": "p", "account": "APP1", "role": "named"},
              "b b":       {"pass": "p", "account": "APP1", "role": "tagged", "tags": ["team:red.blue", "team:*"]},
              "red":       {"pass": "p", "account": "APP1", "role": "tagged", "tags": ["team:red"]}
            }
            """;

    private Stage stage;

    @BeforeAll
    void open() throws Exception {
        stage = Stage.operator()
                .users(USERS)
                .prepared(deployment -> {
                    DottedNameAttack.addRole(deployment, "named", false, "app.{{name()}}.>");
                    DottedNameAttack.addRole(deployment, "tagged", false, "team.{{tag(team)}}.>");
                })
                .set("callout.template_values", "encode")
                .open();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private Client client(String user) throws Exception {
        return new Client(stage.as(user, "p"));
    }

    @Test
    void eachNameIsATokenOfItsOwn() throws Exception {
        try (Client bob = client("bob");
                Client dotted = client("bob.eve");
                Client forged = client("bob=2Eeve")) {
            Client.Heard heard = dotted.hears("app.bob=2Eeve.>");
            dotted.says("app.bob=2Eeve.mine");
            assertThat(heard.subject()).isEqualTo("app.bob=2Eeve.mine");

            for (Client other : new Client[] {bob, forged}) {
                other.mayNotHear("app.bob=2Eeve.>");
                other.mayNotSay("app.bob=2Eeve.x");
            }
            dotted.mayNotHear("app.bob.>");
            dotted.mayNotSay("app.bob.eve.x");
            bob.says("app.bob.eve.x");
            forged.says("app.bob=3D2Eeve.x");
        }
    }

    @Test
    void aWildcardForANameOpensNothing() throws Exception {
        try (Client wild = client(">")) {
            wild.says("app.=3E.x");
            wild.mayNotHear("app.>");
            wild.mayNotHear("app.*.>");
            wild.mayNotSay("app.bob.x");
        }
    }

    @Test
    void theValuesOfTagsAreTokensToo() throws Exception {
        try (Client several = client("b b");
                Client red = client("red")) {
            several.says("team.red=2Eblue.x");
            several.says("team.=2A.x");
            several.mayNotSay("team.red.blue.x");
            several.mayNotHear("team.*.>");
            red.says("team.red.blue.x");
            red.mayNotSay("team.red=2Eblue.x");
        }
    }
}
