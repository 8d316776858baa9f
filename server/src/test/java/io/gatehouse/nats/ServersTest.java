package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.tls.TlsSettings;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which server comes next, and whose name its certificate must have. */
class ServersTest {
    private static Servers servers(@Nullable String serverName, String... urls) {
        NatsSettings one = NatsSettings.of(ServerUrl.of(urls[0]), new Login.None());
        return new Servers(new NatsSettings(
                Stream.of(urls).map(ServerUrl::of).toList(),
                one.name(),
                one.login(),
                one.queueGroup(),
                new TlsSettings(null, null, null, serverName, false),
                one.connectTimeout(),
                one.reconnectWait(),
                one.reconnectMaxWait(),
                one.pings(),
                one.micro(),
                one.sendBuffer()));
    }

    private static List<String> next(Servers servers, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> servers.next())
                .map(server -> server.url() + " as " + server.name())
                .toList();
    }

    @Test
    void theyAreTriedInTurn() {
        Servers servers = servers(null, "nats://a", "nats://b", "nats://c");

        assertThat(next(servers, 4))
                .containsExactly(
                        "nats://a:4222 as a", "nats://b:4222 as b", "nats://c:4222 as c", "nats://a:4222 as a");
    }

    @Test
    void aRoundIsOverWhenEachWasTried() {
        Servers servers = servers(null, "nats://a", "nats://b");

        servers.next();
        assertThat(servers.isRoundOver()).isFalse();
        servers.next();
        assertThat(servers.isRoundOver()).isTrue();
        servers.begin();
        assertThat(servers.isRoundOver()).isFalse();
    }

    @Test
    void anAddressThatIsToldOfHasTheNameOfTheTeller() {
        Servers servers = servers(null, "tls://nats.example");
        Server teller = servers.next();
        servers.learn(teller, List.of("10.0.0.1:4222", "[2001:db8::1]:4223", "other.example:4222", "no:where:at all"));

        assertThat(next(servers, 4))
                .containsExactlyInAnyOrder(
                        "tls://nats.example:4222 as nats.example",
                        "tls://10.0.0.1:4222 as nats.example",
                        "tls://[2001:db8::1]:4223 as nats.example",
                        "tls://other.example:4222 as other.example");
    }

    /** nats.go forgets it at the second step. */
    @Test
    void soItHasWhereAnAddressWasTheTeller() {
        Servers servers = servers(null, "tls://nats.example");
        servers.learn(servers.next(), List.of("10.0.0.1:4222"));
        Server learned = Stream.generate(servers::next)
                .filter(server -> server.url().host().equals("10.0.0.1"))
                .findFirst()
                .orElseThrow();
        servers.learn(learned, List.of("10.0.0.2:4222"));

        assertThat(next(servers, 2)).contains("tls://10.0.0.2:4222 as nats.example");
    }

    @Test
    void aConfiguredAddressStandsForItself() {
        Servers servers = servers(null, "tls://10.0.0.9");
        servers.learn(servers.next(), List.of("10.0.0.1:4222"));

        assertThat(next(servers, 2)).contains("tls://10.0.0.1:4222 as 10.0.0.1");
    }

    @Test
    void theNameOfTheSettingsStandsForAll() {
        Servers servers = servers("cluster.example", "tls://10.0.0.9");
        servers.learn(servers.next(), List.of("10.0.0.1:4222", "b.example:1"));

        assertThat(next(servers, 3)).allMatch(server -> server.endsWith(" as cluster.example"));
    }

    @Test
    void whatIsToldTakesThePlaceOfWhatWasToldBefore() {
        Servers servers = servers(null, "nats://a");
        Server teller = servers.next();
        servers.learn(teller, List.of("b:4222"));
        servers.learn(teller, List.of("A:4222", "c:4222"));

        assertThat(next(servers, 2)).containsExactlyInAnyOrder("nats://a:4222 as a", "nats://c:4222 as c");
    }
}
