package io.gatehouse.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A name with a dot is two tokens where a scoped key's template takes it, and the first of them may be somebody else's name. So
 * nobody with such a name is let in, unless the key's own setting allows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class DottedNameAttack {
    private static final String USERS = """
            {
              "bob":     {"pass": "p", "account": "APP1", "role": "strict"},
              "bob.eve": {"pass": "p", "account": "APP1", "role": "strict"},
              "ann":     {"pass": "p", "account": "APP1", "role": "lax"},
              "ann.eve": {"pass": "p", "account": "APP1", "role": "lax"},
              "cyd@corp.example": {"pass": "p", "account": "APP1", "role": "mail"}
            }
            """;

    private Stage stage;

    @BeforeAll
    void open() throws Exception {
        stage = Stage.operator()
                .users(USERS)
                .prepared(deployment -> {
                    addRole(deployment, "strict", false, "app.{{name()}}.>");
                    addRole(deployment, "lax", true, "app.{{name()}}.>");
                    addRole(deployment, "mail", true, "mail.>");
                })
                .open();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    static void addRole(Deployment deployment, String role, boolean allowDots, String subject) throws IOException {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        String file = "APP1." + role;
        Files.writeString(Files.copy(deployment.key("APP1"), deployment.key(file), COPY_ATTRIBUTES), key.seed());
        String yaml = Files.readString(deployment.settings());
        String roles = "    roles:\n";
        String account = "    signing_key: keys/APP1.signing.nk\n";
        String entry = "      " + role + ":\n        signing_key: keys/" + file + ".nk\n        allow_dots: "
                + allowDots + "\n";
        Files.writeString(
                deployment.settings(),
                yaml.contains(roles)
                        ? yaml.replace(roles, roles + entry)
                        : yaml.replace(account, account + roles + entry));
        SubjectRules rules = new SubjectRules(List.of(subject), List.of());
        UserClaims.Body template =
                new UserClaims.Body(new Permissions(rules, rules, null), Limits.NONE, false, false, List.of());
        new AccountJwt(deployment, "APP1")
                .addSigningKey(new AccountSigningKey(key.publicKey(), new AccountSigningKey.Scope(role, "", template)));
    }

    private Client client(String user) throws Exception {
        return new Client(stage.as(user, "p"));
    }

    @Test
    void nobodyWithADotInTheirNameIsLetIn() throws Exception {
        Silence.of(stage.as("bob.eve", "p"), stage, Drop.SCOPE_CONFLICT);

        try (Client bob = client("bob")) {
            bob.says("app.bob.hello");
            bob.mayNotHear("app.*.>");
        }
    }

    /** The control: what the server does with such a name. */
    @Test
    void control_withDotsAllowedTwoUsersShareSubjects() throws Exception {
        try (Client ann = client("ann");
                Client eve = client("ann.eve")) {
            Client.Heard overheard = ann.hears("app.ann.>");
            eve.says("app.ann.eve.secret");

            assertThat(overheard.subject()).isEqualTo("app.ann.eve.secret");
        }
    }

    @Test
    void dotsDoNoHarmWhereTheTemplateTakesNoNames() throws Exception {
        try (Client cyd = client("cyd@corp.example")) {
            cyd.says("mail.hello");
            cyd.mayNotSay("app.hello");
        }
    }
}
