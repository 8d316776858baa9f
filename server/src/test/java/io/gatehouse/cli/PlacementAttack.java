package io.gatehouse.cli;

import ch.qos.logback.classic.Level;
import io.gatehouse.drops.Drop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Config mode, where the server places users in any account that the answer names: nobody gets into the system account, whose
 * users see and stop everything, or into the callout's own, whose users see other people's requests on older servers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class PlacementAttack {
    private static final String USERS = """
            {
              "ann":    {"pass": "p", "account": "APP1"},
              "bob":    {"pass": "p", "account": "APP2"},
              "sysman": {"pass": "p", "account": "SYS"},
              "system": {"pass": "p", "account": "$SYS"},
              "spy":    {"pass": "p", "account": "AUTH"}
            }
            """;

    /** Everything is allowed, as if init had written no bound. */
    private Stage open;

    @BeforeAll
    void open() throws Exception {
        open = Stage.config().users(USERS).set("callout.allowed_accounts", "*").open();
    }

    @AfterAll
    void close() {
        open.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sysman", "system", "spy"})
    void nobodyIsPlacedWhereUsersHarmAllOthers(String user) {
        Silence.of(open.as(user, "p"), open, Drop.ACCOUNT_NOT_ALLOWED);
    }

    @Test
    void everybodyElseIsPlaced() throws Exception {
        try (Client ann = new Client(open.as("ann", "p"));
                Client bob = new Client(open.as("bob", "p"))) {
            ann.says("hello");
            bob.says("hello");
        }
    }

    /** The control: the server places users there when the answer says so, and the setting says who asked for it. */
    @Test
    void control_whoIsNamedIsPlacedEvenThere() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage named = Stage.config()
                        .users(USERS)
                        .set("callout.allowed_accounts", "SYS,AUTH")
                        .openWithoutService()) {
            // Users are placed in the service's account, so that it is ready with its first answer only.
            named.launchService();
            log.await(0, "^INFO Connected to nats-server");
            try (Client sysman = new Client(named.as("sysman", "p"));
                    Client spy = new Client(named.as("spy", "p"))) {
                sysman.hears("$SYS.ACCOUNT.*.CONNECT");
                spy.says("hello");
                Silence.of(named.as("ann", "p"), named, Drop.ACCOUNT_NOT_ALLOWED);
            }
        }
    }

    @Test
    void initBoundsPlacementToItsAccounts() throws Exception {
        try (Stage bounded = Stage.config().accounts("APP1").users(USERS).open();
                Client ann = new Client(bounded.as("ann", "p"))) {
            ann.says("hello");
            Silence.of(bounded.as("bob", "p"), bounded, Drop.ACCOUNT_NOT_ALLOWED);
            Silence.of(bounded.as("spy", "p"), bounded, Drop.ACCOUNT_NOT_ALLOWED);
        }
    }
}
