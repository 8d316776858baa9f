package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A user of the AUTH account, whom nats-server does not let publish the callout's subject, hides a request of his own making
 * in a message about something else.
 */
abstract class SmuggledRequestAttack {
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"},
             "asker": {"pass": "k1", "account": "APP2"}}
            """;
    private static final String ANSWERS = "mallory.answers";
    /** Subjects of bytes at which a reader may think that one ends. */
    private static final List<String> REPLIES =
            List.of("r\u00c3\u00a9ply", "r\u00e9ply", "x\u0001y", "\u0080", "x\u007fy", "a\u000bb", "plain");

    @Test
    void noMessageIsReadForTwo() throws Exception {
        try (Stage stage = withMallory();
                RawClient mallory = mallory(stage)) {
            Forgery forgery = new Forgery(stage, "alice", "a1");
            mallory.subscribe(ANSWERS, "1");
            for (String replyTo : REPLIES) {
                mallory.subscribe(replyTo, "2");
                mallory.publish("$SRV.PING", replyTo, "x\r\n" + forgery.message("1", ANSWERS));
                RawClient.Heard answer = mallory.next();
                assertThat(answer.subject())
                        .as("an ordinary answer to the ordinary question")
                        .isEqualTo(replyTo);
                assertThat(answer.content()).contains("ping_response");
                mallory.write("UNSUB 2\r\n");
            }
            stage.connect("alice", "a1").close();
            stage.awaitGrants(1);
            assertThat(stage.service().counters().requests()).isEqualTo(1);
            mallory.publish("$SRV.INFO", ANSWERS, "");
            assertThat(mallory.next().content()).as("nothing before").contains("info_response");
        }
    }

    /** Where an answer is a login without an end; whoever has stolen the service's credentials may do all this. */
    @Test
    void norInOperatorMode() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open();
                RawClient thief = RawClient.login(
                        stage.server().port(), stage.deployment().serviceCreds())) {
            Forgery forgery = new Forgery(stage, "alice", "a1");
            String answers = "_INBOX." + ANSWERS;
            thief.subscribe(answers, "1");
            for (String replyTo : REPLIES) {
                thief.subscribe("_INBOX." + replyTo, "2");
                thief.publish("$SRV.PING", "_INBOX." + replyTo, "x\r\n" + forgery.message("1", answers));
                RawClient.Heard answer = thief.next();
                assertThat(answer.subject()).isEqualTo("_INBOX." + replyTo);
                assertThat(answer.content()).contains("ping_response");
                thief.write("UNSUB 2\r\n");
            }
            stage.connect("alice", "a1").close();
            stage.awaitGrants(1);
            assertThat(stage.service().counters().requests()).isEqualTo(1);
            thief.publish("$SRV.INFO", answers, "");
            assertThat(thief.next().content()).as("nothing before").contains("info_response");
        }
    }

    /** By the one way that there is for it: another account imports the callout's subject. */
    @Test
    void control_theSameRequestIsAnsweredWhereItIsLetThrough() throws Exception {
        try (Stage stage = withMallory();
                RawClient asker = RawClient.login(stage.server().port(), "asker", "k1")) {
            Forgery forgery = new Forgery(stage, "alice", "a1");
            asker.subscribe(ANSWERS, "1");
            asker.publish("ask", ANSWERS, forgery.headers(), forgery.body());

            assertThat(forgery.opened(asker.next().content())).contains("\"jwt\"");
        }
    }

    @Test
    void control_nobodyOfTheAccountMayAskDirectly() throws Exception {
        try (Stage stage = withMallory();
                RawClient mallory = mallory(stage)) {
            Forgery forgery = new Forgery(stage, "alice", "a1");
            mallory.publish("$SYS.REQ.USER.AUTH", ANSWERS, forgery.headers(), forgery.body());
            stage.server().log().await("Publish Violation.*USER.AUTH");
        }
    }

    private static RawClient mallory(Stage stage) throws Exception {
        return RawClient.login(stage.server().port(), "mallory", "m1");
    }

    /** The service may do everything. */
    static Stage withMallory() throws Exception {
        return withMallory(conf -> conf.replaceFirst("(?s)permissions: \\{.*?\n      }", "permissions: {}"));
    }

    /** @param rights changes the service's permissions, as init has written them */
    static Stage withMallory(UnaryOperator<String> rights) throws Exception {
        return Stage.config()
                .users(USERS)
                .serverConf(conf -> rights.apply(conf)
                        .replace("AUTH: {\n", "AUTH: {\n    exports: [ { service: \"$SYS.REQ.USER.AUTH\" } ]\n")
                        .replace(
                                "users: [ { user: gatehouse",
                                "users: [ { user: mallory, password: m1 }, { user: gatehouse")
                        .replace("auth_users: [ gatehouse", "auth_users: [ mallory, gatehouse")
                        .replace("\"APP2\": {}", """
                                "APP2": {
                                    imports: [ { service: { account: AUTH, subject: "$SYS.REQ.USER.AUTH" }, to: "ask" } ]
                                  }"""))
                .open();
    }
}
