package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.drops.Drop;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several accounts are worlds of their own, and nobody gets into one that the operator did not open. */
@AgainstNatsServer
@SuppressWarnings("NullAway.Init")
class AccountsIT {
    private static final String USERS = """
            {
              "ann":    {"pass": "p", "account": "APP1"},
              "abe":    {"pass": "p", "account": "APP1"},
              "bob":    {"pass": "p", "account": "APP2"},
              "cyd":    {"pass": "p", "account": "APP3"},
              "dan":    {"pass": "p", "account": "BARRED"},
              "eve":    {"pass": "p", "account": "NOWHERE"},
              "held":   {"pass": "p", "account": "APP3", "permissions": {"pub": {"allow": ["own.>"]}}}
            }
            """;

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.operator()
                .accounts("APP1", "APP2", "APP3", "BARRED")
                .users(USERS)
                .prepared(deployment -> {
                    new AccountJwt(deployment, "AUTH").allowAccounts(ids(deployment, "APP1", "APP2", "APP3"));
                    new AccountJwt(deployment, "APP3").change(AccountsIT::withDefaults);
                })
                .open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static List<String> ids(Deployment deployment, String... names) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            Nkey id = new AccountJwt(deployment, name).claims().id();
            ids.add(id.text());
        }
        return ids;
    }

    /** Users of APP3 who have no permissions may not publish to {@code orders.>}, nor subscribe to {@code secret.>}. */
    private static AccountClaims withDefaults(AccountClaims old) {
        Permissions defaults = new Permissions(
                new SubjectRules(List.of(), List.of("orders.>")),
                new SubjectRules(List.of(), List.of("secret.>")),
                null);
        return new AccountClaims(
                old.id(), old.name(), old.signingKeys(), old.limits(), defaults, old.authorization(), old.exports());
    }

    private static Client client(String user) throws Exception {
        return new Client(stage.as(user, "p"));
    }

    @Test
    void usersHearTheirOwnAccountOnly() throws Exception {
        try (Client ann = client("ann");
                Client abe = client("abe");
                Client bob = client("bob");
                Client cyd = client("cyd")) {
            Client.Heard first = abe.hears(">");
            Client.Heard second = bob.hears(">");
            Client.Heard third = cyd.hears("greeting");
            ann.says("greeting", "in APP1");
            bob.says("greeting", "in APP2");
            cyd.says("greeting", "in APP3");

            assertThat(first.text()).isEqualTo("in APP1");
            assertThat(second.text()).isEqualTo("in APP2");
            assertThat(third.text()).isEqualTo("in APP3");
            abe.says("end");
            assertThat(first.subject()).as("nothing came from elsewhere").isEqualTo("end");
        }
    }

    @Test
    void theServerKeepsUsersOutOfAccountsThatAreNotAllowed() throws Exception {
        stage.awaitCounted();
        long grantsBefore = stage.service().counters().grants();

        Refusal.of(
                stage.as("dan", "p"),
                stage,
                "not permitted as valid account option for auth callout for account \"A[A-Z2-7]{55}\"");

        stage.awaitCounted();
        assertThat(stage.service().counters().grants())
                .as("Gatehouse cannot know: it let the user in")
                .isEqualTo(grantsBefore + 1);
    }

    @Test
    void accountsWithoutAKeyAreUnknown() throws Exception {
        Silence.of(stage.as("eve", "p"), stage, Drop.ACCOUNT_UNKNOWN);
    }

    @Test
    void theAccountsDefaultsHoldForUsersWithoutPermissions() throws Exception {
        try (Client cyd = client("cyd")) {
            cyd.mayNotSay("orders.new");
            cyd.mayNotHear("secret.plan");
            cyd.says("news.sport");
        }
    }

    @Test
    void theAccountsDefaultsDoNotFillTheSideThatAUserLeavesOpen() throws Exception {
        try (Client held = client("held");
                Client cyd = client("cyd")) {
            held.mayNotSay("news.sport");
            Client.Heard secret = held.hears("secret.>");
            cyd.says("secret.plan");

            assertThat(secret.subject()).isEqualTo("secret.plan");
        }
    }

    @Test
    void inConfigModeTheServerRefusesAccountsThatItHasNot() throws Exception {
        try (Stage config = Stage.config()
                .users("{\"eve\": {\"pass\": \"p\", \"account\": \"NOWHERE\"}}")
                .set("callout.allowed_accounts", "*")
                .open()) {
            Refusal.of(config.as("eve", "p"), config, "No valid account \"NOWHERE\" for auth callout response");
        }
    }
}
