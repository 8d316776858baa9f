package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AcceptQueueTest {
    @Test
    void isWhatTheKernelSays() {
        assertThat(AcceptQueue.limit().isPresent()).isEqualTo(Files.exists(Path.of("/proc/sys/net/core/somaxconn")));
        AcceptQueue.limit().ifPresent(limit -> assertThat(limit).isPositive());
    }

    @Test
    void onlyALongOneCallsForAdvice() {
        assertThat(AcceptQueue.advice(512)).isEmpty();
        assertThat(AcceptQueue.advice(4096))
                .hasValueSatisfying(
                        advice -> assertThat(advice).contains("4096 connections", "net.core.somaxconn=256"));
    }
}
