package io.gatehouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptPortTest {
    @Test
    void noneIsGivenTwice() {
        assertThat(IntStream.range(0, 1_000).map(i -> KeptPort.free()).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void oneAtWhichSomebodyListensIsPassedOver() throws IOException {
        int next = KeptPort.free() + 1;
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(KeptPort.free()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
