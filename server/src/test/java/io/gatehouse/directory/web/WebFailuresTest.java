package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.web.WebException.Cause;
import io.netty.channel.ChannelException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class WebFailuresTest {
    private static final WebUrl URL = WebUrl.parse("http://127.0.0.1:8080/?key=canary");

    @Test
    void aProcessWithoutAFileForAConnectionSaysSoOfItself() {
        ChannelException none =
                new ChannelException("Failed to open a socket.", new SocketException("Too many open files"));

        WebException failure = WebFailures.of(URL, none);

        assertThat(failure.kind()).isEqualTo(Cause.UNREACHABLE);
        assertThat(failure).hasMessageContaining("too many files open").hasMessageNotContaining("canary");
    }
}
