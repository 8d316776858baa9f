package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.service.ProductVersion;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.service.Discovery;
import io.nats.service.EndpointStats;
import io.nats.service.InfoResponse;
import io.nats.service.StatsResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gatehouse as a NATS micro service, as the nats tool and the client library show it. */
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
class MicroServiceIT {
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    @TempDir
    private Path home;

    @Test
    @NeedsTool("nats")
    void theNatsToolShowsIt() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open()) {
            stage.connect("alice", "a1").close();
            stage.connect("alice", "a1").close();
            stage.assertRefused(stage.as("alice", "wrong"));
            stage.awaitDenials(1);
            stage.awaitGrants(2);

            assertThat(nats(stage, "micro", "ls")).contains("gatehouse", ProductVersion.number());
            assertThat(nats(stage, "micro", "info", "gatehouse"))
                    .contains("Auth callout server for NATS", "$SYS.REQ.USER.AUTH", "Queue Group: gatehouse");
            assertThat(nats(stage, "micro", "stats", "gatehouse", "--json").replaceAll("\\s", ""))
                    .contains("\"num_requests\":3", "\"num_errors\":0")
                    .contains("\"granted\":2", "\"denied\":1", "\"dropped\":0", "\"requests\":3");
        }
    }

    @Test
    void everyInstanceIsFoundAndCounts() throws Exception {
        try (Stage stage = Stage.config().users(USERS).open();
                Connection member = Nats.connect(stage.asTheService().build())) {
            Service second = stage.startService();
            for (int logins = 0; logins < 8; logins++) {
                stage.connect("alice", "a1").close();
            }
            Discovery both = new Discovery(member, 10_000, 2);

            assertThat(both.info("gatehouse"))
                    .hasSize(2)
                    .allSatisfy(MicroServiceIT::hasItsEndpoint)
                    .extracting(InfoResponse::getId)
                    .doesNotHaveDuplicates();
            await().untilAsserted(() -> countedEight(both));

            stage.stop(second);
            assertThat(new Discovery(member, 4_000, 2).ping("gatehouse")).hasSize(1);
        }
    }

    @Test
    void itsNameIsTheSameInLogAndMetrics() throws Exception {
        try (Stage stage = Stage.config().users(USERS).openWithoutService();
                Connection member = Nats.connect(stage.asTheService().build());
                OutsideProcess gatehouse = OutsideProcess.gatehouse(
                        stage.deployment().dir(),
                        Map.of("GATEHOUSE_INSTANCE", "gate-1"),
                        "run",
                        "-c",
                        stage.deployment().settings().toString(),
                        "--server",
                        stage.server().url(),
                        "--http",
                        "127.0.0.1:0",
                        "--log-format",
                        "json")) {
            Pages pages = new Pages(gatehouse.await("http://(127\\.0\\.0\\.1:\\d+)"));
            gatehouse.await("Ready \\d+ ms after the start of the process");
            stage.connect("alice", "a1").close();

            assertThat(new Discovery(member, 10_000, 1).ping("gatehouse"))
                    .singleElement()
                    .satisfies(found -> assertThat(found.getId()).isEqualTo("gate-1"));
            assertThat(pages.metric("gatehouse_instance_info{name=\"gate-1\"}")).isEqualTo(1);
            assertThat(gatehouse.output().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("\"instance\":\"gate-1\""))
                    .anySatisfy(line -> assertThat(line).contains(", instance gate-1, "));
        }
    }

    private static void countedEight(Discovery both) {
        List<EndpointStats> numbers = both.stats("gatehouse").stream()
                .map(StatsResponse::getEndpointStatsList)
                .flatMap(List::stream)
                .toList();
        assertThat(numbers).hasSize(2);
        assertThat(numbers.stream().mapToLong(EndpointStats::getNumRequests).sum())
                .isEqualTo(8);
        assertThat(numbers.stream().mapToLong(MicroServiceIT::granted).sum()).isEqualTo(8);
    }

    private static void hasItsEndpoint(InfoResponse info) {
        assertThat(info.getVersion()).isEqualTo(ProductVersion.number());
        assertThat(info.getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getSubject()).isEqualTo("$SYS.REQ.USER.AUTH");
            assertThat(endpoint.getQueueGroup()).isEqualTo("gatehouse");
        });
    }

    private static long granted(EndpointStats stats) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(stats.getData()).map.get("granted"))
                .number
                .longValue();
    }

    private String nats(Stage stage, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Tools.find(ToolSpec.NATS).path().toString()));
        command.addAll(List.of("-s", stage.server().url(), "--creds"));
        command.add(stage.deployment().serviceCreds().toString());
        command.addAll(List.of(arguments));
        Map<String, String> nowhere = Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());
        try (OutsideProcess tool = OutsideProcess.start(home, nowhere, command)) {
            assertThat(tool.awaitEnd()).as(tool.output()).isZero();
            return tool.output();
        }
    }
}
