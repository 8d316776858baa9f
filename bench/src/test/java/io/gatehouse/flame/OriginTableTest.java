package io.gatehouse.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTableTest {
    private static final String COPY = "java.util.Arrays";
    private static final String READ = "io.nats.client.impl.SocketDataPort";
    private static final String SIGN = "io.gatehouse.crypto.SigningKey";
    private static final String WORK = "io.gatehouse.pipeline.CalloutPipeline";

    @Test
    void originsAreFoundByPackages() {
        assertThat(CodeOrigin.of(SIGN)).isEqualTo(CodeOrigin.CRYPTO);
        assertThat(CodeOrigin.of("io.gatehouse.directory.file.UsersJson")).isEqualTo(CodeOrigin.DIRECTORY);
        assertThat(CodeOrigin.of("io.gatehouse.cli.GatehouseMain")).isEqualTo(CodeOrigin.GATEHOUSE);
        assertThat(CodeOrigin.of("com.amazon.corretto.crypto.provider.EvpSignature"))
                .isEqualTo(CodeOrigin.NATIVE_SIGNATURE);
        assertThat(CodeOrigin.of("io.nats.client.impl.NatsConnectionReader")).isEqualTo(CodeOrigin.JNATS);
        assertThat(CodeOrigin.of("tools.jackson.core.JsonParser")).isEqualTo(CodeOrigin.JACKSON);
        assertThat(CodeOrigin.of("sun.nio.ch.SocketDispatcher")).isEqualTo(CodeOrigin.JDK);
        assertThat(CodeOrigin.of("reactor.core.publisher.Mono")).isEqualTo(CodeOrigin.REACTOR);
        assertThat(CodeOrigin.of("com.github.benmanes.caffeine.cache.Cache")).isEqualTo(CodeOrigin.LIBRARY);
    }

    @Test
    void originsAnswerForWhatLibrariesDoForThem() {
        Shares shares = new Shares(List.of(
                sample(0, 5, COPY, SIGN, WORK),
                sample(0, 2, WORK),
                sample(0, 3, COPY, READ, COPY),
                sample(1, 1, COPY)));

        assertThat(shares.total()).isEqualTo(11);
        assertThat(shares.seconds()).isEqualTo(1);
        assertThat(shares.self(CodeOrigin.JDK)).isEqualTo(9);
        assertThat(shares.self(CodeOrigin.PIPELINE)).isEqualTo(2);
        assertThat(shares.caused(CodeOrigin.CRYPTO)).isEqualTo(5);
        assertThat(shares.caused(CodeOrigin.PIPELINE)).isEqualTo(2);
        assertThat(shares.caused(CodeOrigin.JNATS)).isEqualTo(3);
        assertThat(shares.caused(CodeOrigin.JDK)).isEqualTo(1);
    }

    @Test
    void figuresAreToldByTheAnswer() {
        Shares time = new Shares(List.of(sample(0, 5e8, WORK), sample(2, 5e8, WORK)));
        Shares bytes = new Shares(List.of(sample(0, 8_000, SIGN, WORK)));

        assertThat(new OriginTable(time, bytes).text(10))
                .contains(
                        "| crypto | 0.0 % | 0.0 % | 0.0 | 400 | 400 |\n",
                        "| pipeline | 100.0 % | 100.0 % | 50000.0 | 0 | 0 |\n");
    }

    private static StackSample sample(long second, double weight, String... innermostFirst) {
        return new StackSample(
                Instant.ofEpochSecond(second),
                1,
                StackSample.SampleKind.JAVA,
                innermostFirst[0] + ".method",
                Arrays.stream(innermostFirst).map(CodeOrigin::of).toList(),
                weight);
    }
}
