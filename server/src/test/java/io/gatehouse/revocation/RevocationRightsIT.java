package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide has the user of the system account be allowed is enough for two instances, and all of it is needed. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class RevocationRightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path GUIDE = Path.of("..", "docs", "guides", "revocation.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private final CountedMessages first = new CountedMessages();
    private final CountedMessages second = new CountedMessages();

    /** Subjects that a user may publish and subscribe to. */
    record Rights(List<String> publish, List<String> subscribe) {
        static Rights ofGuide() {
            return new Rights(row("publish"), row("subscribe"));
        }

        private static List<String> row(String permission) {
            return all(CODE, part("(?m)^\\| " + permission + " \\| (.*) \\|$"));
        }

        String conf() {
            return "publish: " + list(publish) + ", subscribe: " + list(subscribe);
        }

        private static String list(List<String> subjects) {
            return subjects.stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(", ", "[", "]"));
        }

        Rights without(String what) {
            return new Rights(without("publish ", publish, what), without("subscribe ", subscribe, what));
        }

        private static List<String> without(String permission, List<String> subjects, String what) {
            return subjects.stream()
                    .filter(subject -> !what.equals(permission + subject))
                    .toList();
        }
    }

    private static String part(String regex) {
        try {
            Matcher found = Pattern.compile(regex).matcher(Files.readString(GUIDE));
            assertThat(found.find()).as(regex + " in " + GUIDE).isTrue();
            return found.group(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    static Stream<String> each() {
        Rights rights = Rights.ofGuide();
        return Stream.concat(
                rights.publish.stream().map("publish "::concat),
                rights.subscribe.stream().map("subscribe "::concat));
    }

    private static NatsServer server(Rights rights) {
        return NatsServer.start("""
                accounts {
                  SYS: { users: [ { user: revoker, password: p, permissions: { RIGHTS } } ] }
                  APP1: { users: [ { user: alice, password: p }, { user: bob, password: p } ] }
                }
                system_account: SYS
                """.replace("RIGHTS", rights.conf()));
    }

    private static Revocations revocations(NatsServer server, CountedMessages counted) {
        NatsSettings nats =
                NatsSettings.of(ServerUrl.of(server.url()), new Login.UserPassword("revoker", Secret.of("p")));
        Revocations revocations = new Revocations(
                new RevocationSettings(
                        nats,
                        Secret.of("0123456789abcdef0123456789abcdef"),
                        10,
                        Duration.ofMillis(200),
                        PollSettings.OFF),
                Duration.ofMillis(100),
                (directory, users) -> {},
                counted);
        revocations.start();
        return revocations;
    }

    private static Connection connect(NatsServer server, String user) throws Exception {
        return Nats.connect(Options.builder()
                .server(server.url())
                .userInfo(user, "p")
                .connectionTimeout(PATIENCE)
                .noReconnect()
                .build());
    }

    private static Revoked user(String name) {
        return new Revoked("users", name, Set.of(name), "APP1", false);
    }

    private static boolean isRefused(NatsServer server) {
        return server.log().find(Pattern.compile("Violation"), 0, Duration.ZERO).isPresent();
    }

    @Test
    void theGuideHasTheSameEverywhere() {
        Rights rights = Rights.ofGuide();
        List<String> conf = all(QUOTED, part("(?s)(user: revoker.*?)auth_users"));
        List<String> command = new ArrayList<>();
        command.addAll(List.of(part("(?s)--allow-pub\\s+'([^']+)'").split(",")));
        command.addAll(List.of(part("--allow-sub '([^']+)'").split(",")));

        assertThat(conf)
                .containsExactlyElementsOf(Stream.concat(rights.publish.stream(), rights.subscribe.stream())
                        .toList());
        assertThat(command).containsExactlyElementsOf(conf);
    }

    @Test
    void itIsEnough() throws Exception {
        try (NatsServer server = server(Rights.ofGuide());
                Connection alice = connect(server, "alice");
                Connection bob = connect(server, "bob");
                Revocations one = revocations(server, first);
                Revocations two = revocations(server, second)) {
            await().atMost(PATIENCE)
                    .until(() -> one.notes().isEmpty() && two.notes().isEmpty());

            one.changed(user("alice"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> alice.getStatus() != Connection.Status.CONNECTED);
            await().atMost(PATIENCE).until(() -> second.messages().contains(Message.TAKEN));
            // What comes of the second is behind its answer to the first.
            two.changed(user("bob"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> bob.getStatus() != Connection.Status.CONNECTED);
            await().atMost(PATIENCE).until(() -> first.messages().contains(Message.TAKEN));

            assertThat(isRefused(server)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void nothingOfItIsTooMuch(String right) throws Exception {
        try (NatsServer server = server(Rights.ofGuide().without(right));
                Connection alice = connect(server, "alice");
                Revocations one = revocations(server, first);
                Revocations two = revocations(server, second)) {
            one.changed(user("alice"), By.DIRECTORY);
            two.changed(user("alice"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> isRefused(server));
        }
    }
}
