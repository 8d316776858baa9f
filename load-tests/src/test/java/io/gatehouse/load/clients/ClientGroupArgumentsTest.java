package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClientGroupArgumentsTest {
    @Test
    void whatSaysWhoTheClientsAreIsWrittenOnceMore() {
        CommandLine.ParseResult parsed = new CommandLine(new ClientsCommand())
                .parseArgs(
                        "--server",
                        "nats://a:1,nats://b:2",
                        "--spread",
                        "--clients=5",
                        "--hold",
                        "3s",
                        "--json",
                        "--user-pattern",
                        "u %d");

        List<String> arguments = ClientGroupArguments.of(parsed);

        assertThat(arguments)
                .containsExactlyInAnyOrder(
                        "--server=nats://a:1,nats://b:2", "--spread", "--clients=5", "--user-pattern=u %d");
        ClientGroupOptions again =
                CommandLine.populateCommand(new ClientGroupOptions(), arguments.toArray(String[]::new));
        assertThat(again.clients()).isEqualTo(5);
    }
}
