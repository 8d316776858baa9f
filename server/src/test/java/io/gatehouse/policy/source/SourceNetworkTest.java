package io.gatehouse.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceNetworkTest {
    @Test
    void isTheSameForAllAddressesThatOneCanChoose() {
        assertThat(SourceNetwork.of("2001:db8:1:2::1"))
                .isEqualTo(SourceNetwork.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(SourceNetwork.of("2001:db8:1:3::1"));
    }

    @Test
    void isTheAddressItselfElsewhere() {
        assertThat(SourceNetwork.of("10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(SourceNetwork.of("::ffff:10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(SourceNetwork.of("::ffff:a01:203")).isEqualTo("10.1.2.3");
        assertThat(SourceNetwork.of("::ffff:255.0.0.1")).isEqualTo("255.0.0.1");
        assertThat(SourceNetwork.of("no:address")).isEqualTo("no:address");
        assertThat(SourceNetwork.of("")).isEmpty();
    }
}
