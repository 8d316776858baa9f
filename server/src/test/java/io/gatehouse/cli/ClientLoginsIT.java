package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.account.AccountLimits.JetStream;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each kind of client brings the sentinel and a password: docs/reference/clients.md says what works. */
@Tag("heavy")
@AgainstNatsServer
@NeedsTool({"client-go", "client-js", "client-py", "nats"})
class ClientLoginsIT {
    private static final Pattern REFUSED = Pattern.compile("returned an error: gatehouse: (\\w+)");
    private static final String NOT_POSSIBLE = "–";

    @TempDir
    private Path store;

    /** A column of the table: which deployment, and what is brought. */
    enum Way {
        CONFIG("config mode: password", stage -> Login.password(null)),
        SENTINEL("sentinel's file, password", stage -> Login.password(stage.sentinel())),
        SENTINEL_TOKEN("sentinel's file, token", stage -> Login.token(stage.sentinel())),
        DEFAULT("`default_sentinel`, password", stage -> Login.password(null)),
        DEFAULT_AND_FILE("both sentinels, password", stage -> Login.password(stage.sentinel()));

        private final String column;

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final Function<Stage, Login> login;

        Way(String column, Function<Stage, Login> login) {
            this.column = column;
            this.login = login;
        }

        private Stage.Builder stage() {
            return switch (this) {
                case CONFIG ->
                    Stage.config().serverConf(conf -> conf.replace("\"APP1\": {}", "\"APP1\": { jetstream: enabled }"));
                case SENTINEL, SENTINEL_TOKEN -> Stage.operator().prepared(ClientLoginsIT::giveJetStream);
                case DEFAULT, DEFAULT_AND_FILE ->
                    Stage.operator().defaultSentinel().prepared(ClientLoginsIT::giveJetStream);
            };
        }
    }

    private static void giveJetStream(Deployment deployment) throws IOException {
        new AccountJwt(deployment, "APP1")
                .change(account -> account.withLimits(account.limits().withJetStream(JetStream.UNLIMITED)));
    }

    @ParameterizedTest
    @EnumSource
    void worksAsThePageSays(Way way) throws Exception {
        ClientsPage page = ClientsPage.table("client and version");
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        try (Stage stage = open(way)) {
            for (ClientKind kind : ClientKind.values()) {
                String cell = page.cell(kind.row(), way.column);
                said.put(kind.row(), cell);
                seen.put(kind.row(), cell.equals(NOT_POSSIBLE) ? cell : outcome(stage, kind, way));
            }
        }
        assertThat(seen).as(way.column).isEqualTo(said);
    }

    @Test
    void everyRowIsTried() throws Exception {
        assertThat(ClientsPage.table("client and version").rows().keySet())
                .containsExactlyElementsOf(List.of(ClientKind.values()).stream()
                        .map(ClientKind::row)
                        .toList());
    }

    private Stage open(Way way) throws Exception {
        boolean operator = way != Way.CONFIG;
        return way.stage()
                .users("{\"alice\": {\"pass\": \"alice\", \"account\": \"APP1\"}}")
                .serverConf(conf -> conf + """

                        server_name: clients-test
                        jetstream { store_dir: "%s" }
                        mqtt { listen: "127.0.0.1:-1" }
                        websocket {
                          listen: "127.0.0.1:-1", no_tls: true
                          user_cookie: user, pass_cookie: pass, token_cookie: token%s
                        }
                        """.formatted(store, operator ? ", jwt_cookie: jwt" : ""))
                .open();
    }

    /** {@code in}, or why not: Gatehouse's reason, if it was asked. */
    private static String outcome(Stage stage, ClientKind kind, Way way) throws Exception {
        long mark = stage.server().log().mark();
        long asked = stage.service().counters().requests();
        if (kind.isIn(stage, way.login.apply(stage))) {
            return "in";
        }
        if (stage.service().counters().requests() == asked) {
            return "not asked";
        }
        Matcher reason = REFUSED.matcher(stage.server().log().awaitAfter(mark, REFUSED.pattern()));
        return reason.find() ? "`" + reason.group(1) + "`" : "refused";
    }
}
