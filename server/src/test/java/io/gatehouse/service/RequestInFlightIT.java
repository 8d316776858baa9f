package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.Stage;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.policy.Identity;
import io.gatehouse.service.types.DirectoryTypes;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configuration is reloaded while a directory has not decided yet: who waits gets in by what was in force before. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class RequestInFlightIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HELD = "  scripted: {type: scripted}\n";
    private static final String USERS = "  users: {type: file, path: users.json}\n";

    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);

    private static Stage stage() throws Exception {
        return Stage.config()
                .serverConf(conf -> conf.replace("timeout: 3", "timeout: 30"))
                .openWithoutService();
    }

    /** A directory, and a rule that places everybody in an account. */
    private static void configure(Stage stage, String directories, String account) throws Exception {
        Path file = stage.deployment().settings();
        String yaml = Files.readString(file).replaceFirst("(?s)directories:.*", "");
        Files.writeString(file, yaml + "directories:\n" + directories + """
                rules:
                  everybody:
                    if: {user: "*"}
                    give:
                      account: %s
                      permissions: {pub: {allow: ">"}, sub: {allow: ">"}}
                """.formatted(account));
    }

    private Service start(Stage stage) throws Exception {
        List<DirectoryType> types = Stream.concat(
                        DirectoryTypes.BUILT_IN.stream(), Stream.of(new ScriptedType(directory)))
                .toList();
        SettingsLoader loader = new SettingsLoader(Map.of(), stage.deployment().dir(), types)
                .option("nats.url", "--server", stage.server().url())
                .option("http.listen", "--http", "off")
                .option("config.reload", "--set", "0s")
                .option("callout.budget", "--set", "20s");
        Service service = Service.start(loader.load(stage.deployment().settings()));
        service.awaitUp();
        return service;
    }

    private CompletableFuture<Connection> logIn(Stage stage, String user) {
        int asked = directory.asked().size();
        CompletableFuture<Connection> login = CompletableFuture.supplyAsync(() -> {
            try {
                return stage.connect(user, "secret");
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(PATIENCE).until(() -> directory.asked().size() > asked);
        return login;
    }

    private static LookupResult found(String user) {
        return new LookupResult.Found(new Identity("scripted", user, Map.of(), Set.of(), null));
    }

    private static String whereIs(Connection connection) throws Exception {
        byte[] told = connection
                .request("$SYS.REQ.USER.INFO", new byte[0])
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .getData();
        return new String(told, StandardCharsets.UTF_8).replaceFirst("(?s).*\"account\": ?\"([^\"]*)\".*", "$1");
    }

    private static String whereIs(CompletableFuture<Connection> login) throws Exception {
        try (Connection connection = login.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return whereIs(connection);
        }
    }

    @Test
    void getsInByTheRulesThatItBeganWithAndTheNextByTheNewOnes() throws Exception {
        try (Stage stage = stage()) {
            configure(stage, HELD, "APP1");
            try (Service service = start(stage)) {
                CompletableFuture<Connection> early = logIn(stage, "anna");
                configure(stage, HELD, "APP2");
                assertThat(service.reload("a test").join().changed()).containsExactly("rules.everybody.give.account");

                directory.asked(0).answer(found("anna"));
                assertThat(whereIs(early)).isEqualTo("APP1");

                try (Connection again = stage.connect("anna", "secret")) {
                    assertThat(whereIs(again)).isEqualTo("APP2");
                }
                CompletableFuture<Connection> late = logIn(stage, "bert");
                directory.asked(1).answer(found("bert"));
                assertThat(whereIs(late)).isEqualTo("APP2");
                assertThat(directory.asked()).as("anna is remembered").hasSize(2);
            }
        }
    }

    @Test
    void getsInByADirectoryThatIsGone() throws Exception {
        try (Stage stage = stage()) {
            configure(stage, HELD, "APP1");
            try (Service service = start(stage)) {
                CompletableFuture<Connection> early = logIn(stage, "anna");
                configure(stage, USERS, "APP1");
                assertThat(service.reload("a test").join().isSuccessful()).isTrue();

                directory.asked(0).answer(found("anna"));
                assertThat(whereIs(early)).isEqualTo("APP1");
                stage.assertRefused(stage.as("anna", "secret"));
            }
        }
    }
}
