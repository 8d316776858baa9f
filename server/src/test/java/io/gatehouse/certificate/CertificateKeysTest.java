package io.gatehouse.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateKeysTest {
    private static final CertificateAuthority CA = CertificateAuthority.root("Test CA");
    private static final List<String> ORDERS =
            CA.issue(CertificateRequest.of("orders")).pems();
    private static final List<String> BILLING =
            CA.issue(CertificateRequest.of("billing")).pems();

    private final CertificateKeys keys = new CertificateKeys();

    private CertificateKey key(String... chain) {
        return keys.of(List.of(List.of(chain)));
    }

    /** Other objects with the same characters, as the next request has them. */
    private static List<String> again(List<String> chain) {
        return chain.stream().map(pem -> new String(pem.toCharArray())).toList();
    }

    @Test
    void aChainHasOneKeyAndAnotherHasAnother() {
        CertificateKey first = keys.of(List.of(ORDERS));
        assertThat(keys.of(List.of(again(ORDERS)))).isSameAs(first);
        assertThat(keys.of(List.of(BILLING))).isNotEqualTo(first);
        assertThat(keys.size()).isEqualTo(2);
    }

    /** Otherwise what is known of its credential could not be found any more. */
    @Test
    void aChainKeepsItsKeyWhenItIsForgotten() {
        CertificateKeys forgetful = new CertificateKeys(0);
        CertificateKey first = forgetful.of(List.of(ORDERS));
        assertThat(forgetful.size()).isZero();
        assertThat(forgetful.of(List.of(again(ORDERS)))).isEqualTo(first).isNotSameAs(first);
    }

    /** All of its characters count, also where those that find it are the same. */
    @Test
    void aChainWithOneOtherCharacterHasAnotherKey() {
        Set<CertificateKey> all = new HashSet<>();
        String pem = ORDERS.get(0);
        for (int i = 0; i < pem.length(); i++) {
            String other = pem.substring(0, i) + (pem.charAt(i) == 'A' ? 'B' : 'A') + pem.substring(i + 1);
            all.add(key(other, ORDERS.get(1)));
            all.add(key(ORDERS.get(1), other));
        }
        assertThat(all).hasSize(2 * pem.length()).doesNotContain(keys.of(List.of(ORDERS)));
    }

    @Test
    void chainsAreToldApartWhereverOneEnds() {
        List<List<List<String>>> different = List.of(
                List.of(),
                List.of(List.of()),
                List.of(List.of(""), List.of()),
                List.of(List.of("a", "b")),
                List.of(List.of("a", "b"), List.of()),
                List.of(List.of("a"), List.of("b")),
                List.of(List.of("b", "a")),
                List.of(List.of("a", "b", "b")),
                List.of(List.of("a", "b"), List.of("a", "b")),
                List.of(List.of("ab")));
        assertThat(different.stream().map(keys::of)).doesNotHaveDuplicates().hasSameSizeAs(different);
        assertThat(different.stream().map(keys::of)).doesNotHaveDuplicates().hasSameSizeAs(different);
    }

    @Test
    void textsThatAreNoCertificatesAreToldApart() {
        List<String> texts = List.of(
                "",
                "x",
                "-----END CERTIFICATE-----",
                "cafe",
                "caf\u00e9",
                "\u20ac",
                "?",
                "\ud800",
                "\ud801",
                "a\u0000",
                "a",
                "\u6100");
        assertThat(texts.stream().map(this::key)).doesNotHaveDuplicates().hasSameSizeAs(texts);
    }

    /** As somebody could make them who issues certificates. */
    @Test
    void manyThatEndAlikeAreToldApart() {
        String end = ORDERS.get(0).substring(100);
        List<String> alike = IntStream.range(0, 3000)
                .mapToObj(i -> "%08d".formatted(i) + end)
                .toList();
        assertThat(alike.stream().map(this::key)).doesNotHaveDuplicates();
        assertThat(alike.stream().map(this::key)).doesNotHaveDuplicates().hasSameSizeAs(alike);
    }

    /** Otherwise chains of large authorities, each another, would take any amount of memory. */
    @Test
    void everyTextOfAChainCounts() {
        CertificateKeys small = new CertificateKeys(1_000_000);
        String large = "x".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            small.of(List.of(List.of(ORDERS.get(0), i + large)));
        }
        assertThat(small.size()).isBetween(1L, 9L);
    }

    @Test
    void noMoreAreKeptThanThereMayBe() {
        CertificateKeys small = new CertificateKeys(200_000);
        for (int i = 0; i < 1000; i++) {
            small.of(List.of(List.of(i + ORDERS.get(0), CA.pem())));
        }
        assertThat(small.size()).isBetween(50L, 200_000L / ORDERS.get(0).length());
    }

    @Test
    void eachProcessHasASecretOfItsOwn() {
        assertThat(new CertificateKeys().of(List.of(ORDERS))).isNotEqualTo(keys.of(List.of(ORDERS)));
    }

    @Test
    void theyAreTheSameOnEveryThread() {
        CertificateKeys forgetful = new CertificateKeys(0);
        CertificateKey here = forgetful.of(List.of(ORDERS));
        assertThat(CompletableFuture.supplyAsync(() -> forgetful.of(List.of(ORDERS)))
                        .join())
                .isEqualTo(here);
    }
}
