package io.gatehouse.policy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255",
        "10.1.2.3/8, 10.9.9.9",
        "192.168.1.1, 192.168.1.1",
        "0.0.0.0/0, 203.0.113.9",
        "192.168.1.128/25, 192.168.1.200",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::/0, 2001:db8::1",
        "::1/128, ::1",
        "fe80::/10, fe80::1%eth0",
        "fe80::/10, febf::1%lo",
        "fe80::1, fe80::1%lo",
        "2001:db8:0:0:8000::/65, 2001:db8:0:0:ffff::1",
        "10.0.0.0/8, ::ffff:10.1.1.1",
        "::ffff:10.0.0.0/104, 10.1.1.1",
        "1:2:3:4:5:6:7::/128, 1:2:3:4:5:6:7:0"
    })
    void holdTheAddressesOfTheirRanges(String range, String host) {
        assertThat(of(range).allow(host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "192.168.1.128/25, 192.168.1.127",
        "192.168.1.1, 192.168.1.2",
        "2001:db8::/32, 2001:db9::1",
        "2001:db8:0:0:8000::/65, 2001:db8::1",
        "::/0, 10.1.1.1",
        "0.0.0.0/0, 2001:db8::1",
        "0.0.0.0/0, ::1",
        "10.0.0.0/8, ::ffff:10.1.1.1%eth0",
        "2001:db8::/32, 2001:db8::1%eth0",
        "::/0, ::1%lo",
        "fe80::/10, fec0::1%lo",
        "fe80::/10, fe80::1%",
        "10.0.0.0/8, 10.1.1.1%eth0"
    })
    void holdNoOthers(String range, String host) {
        assertThat(of(range).allow(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.1.2",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.1:4222",
                " 10.0.0.1",
                ":",
                "::1::",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "1.2.3.4::",
                "::1.2.3",
                "%",
                "::%",
                "٣.1.1.1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "-1.0.0.0",
                "+1.0.0.0"
            })
    void holdNothingThatIsNoAddress(String host) {
        assertThat(of("0.0.0.0/0", "::/0").allow(host)).isFalse();
    }

    @Test
    void areAllAddressesOnlyWhenThatIsAskedFor() {
        assertThat(Sources.ANY.allow("not an address")).isTrue();
        assertThatThrownBy(() -> Sources.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is an empty list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/08",
                "::/129",
                "example.com/8",
                "10.0.0.0/8/8",
                "fe80::1%eth0/10"
            })
    void areRefusedWhenTheyAreNone(String range) {
        assertThatThrownBy(() -> SourceRange.parse(range)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatIsWrongWithAZone() {
        assertThatThrownBy(() -> SourceRange.parse("fe80::1%lo"))
                .hasMessageContainingAll("\"fe80::1%lo\" has a zone", "leave it out");
    }

    @Test
    void tellASingleAddressAsTheRangeThatTheServerWants() {
        assertThat(of("10.0.0.1", "::1", "10.0.0.0/8").texts()).containsExactly("10.0.0.1/32", "::1/128", "10.0.0.0/8");
    }

    private static Sources of(String... ranges) {
        return Sources.of(Stream.of(ranges).map(SourceRange::parse).toList());
    }
}
