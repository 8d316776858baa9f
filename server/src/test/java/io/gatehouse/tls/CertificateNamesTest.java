package io.gatehouse.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts a certificate is for. */
class CertificateNamesTest {
    private static CertificateNames dns(String... names) {
        return new CertificateNames(List.of(names), List.of());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    a.example,       a.example,      true
                    A.Example,       a.eXample,      true
                    a.example,       a.example.,     true
                    *.example,       a.example,      true
                    *.example,       A.EXAMPLE,      true
                    *.example,       b.a.example,    false
                    *.example,       example,        false
                    *.a.example,     .a.example,     false
                    a.*.example,     a.b.example,    false
                    a*.example,      ab.example,     false
                    *,               localhost,      false
                    a.example,       b.example,      false
                    a.example,       a.example.org,  false
                    127.0.0.1,       127.0.0.1,      false
                    *.0.0.1,         127.0.0.1,      false
                    nats_1.example,  nats_1.example, true
                    """)
    void matchesNames(String name, String host, boolean matches) {
        assertThat(dns(name).include(host)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    127.0.0.1,        127.0.0.1,         true
                    127.0.0.2,        127.0.0.1,         false
                    0:0:0:0:0:0:0:1,  ::1,               true
                    2001:db8::1,      2001:DB8:0:0::1,   true
                    10.0.0.1,         ::ffff:10.0.0.1,   true
                    127.0.0.1,        localhost,         false
                    """)
    void matchesAddresses(String address, String host, boolean matches) {
        assertThat(new CertificateNames(List.of(), List.of(address)).include(host))
                .isEqualTo(matches);
    }

    @Test
    void showsWhatSomebodyElseWroteInBounds() {
        String[] many = new String[1000];
        java.util.Arrays.fill(many, "x\n\u001b[31m".repeat(100));

        assertThat(dns(many).toString()).hasSizeLessThan(1200).doesNotContain("\n", "\u001b");
    }
}
