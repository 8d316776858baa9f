package io.gatehouse.load.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service's own decoder, which checks everything, takes what is written. */
class RequestWriterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private static final TestUsers USERS = TestUsers.patterned(10, "us\"er-%03d", "sec\\ret-%03d", 0.5);

    private final CurveKey callout = CurveKey.generate();

    private static Workload workload(@Nullable Nkey callout, boolean tls) {
        return Workload.fresh(3, callout, USERS, 300, "AISSUER", tls);
    }

    private static AuthorizationRequest decode(byte[] jwt, @Nullable String xkey) throws Exception {
        return new RequestDecoder(Ed25519.fastest(), CLOCK, Duration.ZERO).decode(jwt, xkey);
    }

    @Test
    void writesRequestsThatHoldEveryCheck() throws Exception {
        Workload workload = workload(null, false);
        RequestWriter writer = new RequestWriter(workload, CLOCK, Duration.ofSeconds(2));

        AuthorizationRequest request = decode(writer.payload(4, 7), null);

        assertThat(request.subject()).isEqualTo("AISSUER");
        assertThat(request.expiresAt() - request.issuedAt()).isEqualTo(2);
        assertThat(request.server().id().text()).isEqualTo(workload.server(4).id());
        assertThat(workload.server(4)).isSameAs(workload.servers().get(1));
        assertThat(request.userNkey()).isEqualTo(workload.userNkey(4));
        assertThat(request.client().host()).isEqualTo("10.0.0.8");
        assertThat(request.connect().user()).isEqualTo("us\"er-007");
        assertThat(request.connect().password()).isEqualTo("wrong-sec\\ret-007");
        assertThat(request.tls()).isNull();
    }

    @Test
    void sealsForTheCallout() throws Exception {
        Workload workload = workload(callout.publicKey(), false);
        byte[] box = new RequestWriter(workload, CLOCK, Duration.ofSeconds(2)).payload(0, 0);
        Nkey xkey = Objects.requireNonNull(workload.server(0).xkey());

        byte[] jwt = Objects.requireNonNull(callout.boxKey(xkey).open(box));
        assertThat(decode(jwt, xkey.text()).connect().password()).isEqualTo("sec\\ret-000");
    }

    @Test
    void tellsOfATlsChain() throws Exception {
        byte[] jwt = new RequestWriter(workload(null, true), CLOCK, Duration.ofSeconds(2)).payload(0, 0);

        ClientTls tls = Objects.requireNonNull(decode(jwt, null).tls());

        assertThat(tls.verifiedChains()).hasSize(1);
        assertThat(tls.verifiedChains().get(0))
                .hasSize(3)
                .allMatch(pem -> pem.startsWith("-----BEGIN CERTIFICATE-----\n"))
                .allMatch(pem -> pem.endsWith("-----END CERTIFICATE-----\n"));
    }

    @Test
    void givesEachRequestAUserNkeyOfItsOwn() {
        Workload workload = workload(null, false);
        Set<Nkey> seen = new HashSet<>();
        for (int request = 0; request < 1000; request++) {
            assertThat(seen.add(workload.userNkey(request))).isTrue();
            assertThat(workload.userNkey(request)).isEqualTo(workload.userNkey(request));
        }
    }

    @Test
    void clientsComeFromAsManyAddressesAsAreAskedFor() {
        Workload workload = workload(null, false);
        Set<String> addresses = new HashSet<>();
        for (int client = 0; client < 1000; client++) {
            addresses.add(workload.address(client));
        }

        assertThat(addresses).hasSize(300).contains("10.0.0.1", "10.0.1.44");
    }
}
