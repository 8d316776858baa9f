package io.gatehouse.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
    @Test
    void agreesWithTheVirtualMachine() {
        Duration vm = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());

        assertThat(ProcessAge.now())
                .as("the process is older than its virtual machine, by what it takes to load one")
                .isBetween(vm.minusMillis(100), vm.plusSeconds(30));
    }
}
