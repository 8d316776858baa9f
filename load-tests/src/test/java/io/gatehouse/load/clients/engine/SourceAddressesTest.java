package io.gatehouse.load.clients.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SourceAddressesTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4222);

    @Test
    void fewClientsLeaveTheChoiceToTheSystem() {
        assertThat(SourceAddresses.choose(List.of(LOOPBACK), false, 3_000)).isEmpty();
    }

    @Test
    void manyGetAddressesOfTheirOwn() {
        assertThat(SourceAddresses.choose(List.of(LOOPBACK), false, 7_000))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.4");
    }

    @Test
    void spreadOverServersTheyNeedFewer() {
        List<InetSocketAddress> two = List.of(LOOPBACK, new InetSocketAddress(InetAddress.getLoopbackAddress(), 4223));

        assertThat(SourceAddresses.choose(two, true, 6_000)).isEmpty();
        assertThat(SourceAddresses.choose(two, true, 7_000)).hasSize(2);
    }

    @Test
    void aServerElsewhereIsDialledFromWhereverTheSystemSays() {
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 4222);

        assertThat(SourceAddresses.choose(List.of(elsewhere), false, 100_000)).isEmpty();
    }
}
