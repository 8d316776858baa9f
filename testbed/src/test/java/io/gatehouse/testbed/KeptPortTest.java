package io.gatehouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptPortTest {
    private final List<PortBlocks> processes = new ArrayList<>();

    /** As another process has them, of a range that nothing else uses. */
    private PortBlocks process() {
        PortBlocks one = new PortBlocks(20_000, 40, 10);
        processes.add(one);
        return one;
    }

    @AfterEach
    void leave() {
        processes.forEach(PortBlocks::leave);
    }

    @Test
    void noneIsGivenTwice() {
        assertThat(IntStream.range(0, 1_000).map(i -> KeptPort.free()).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void noneIsGivenByTwoProcesses() {
        PortBlocks one = process();
        PortBlocks other = process();
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            given.add(one.free());
            given.add(other.free());
        }

        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void oneAtWhichSomebodyListensIsPassedOver() throws IOException {
        PortBlocks ports = process();
        int next = ports.free() + 1;
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.free()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void whereNoBlockIsLeftPortsAreGivenAgain() {
        PortBlocks ports = process();
        List<Integer> given =
                IntStream.range(0, 500).mapToObj(i -> ports.free()).toList();

        assertThat(given).allMatch(port -> port > 20_000 && port < 20_400);
        assertThat(given.stream().distinct().count()).isLessThanOrEqualTo(360);
    }
}
