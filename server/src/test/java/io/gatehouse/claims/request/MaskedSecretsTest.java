package io.gatehouse.claims.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedSecretsTest {
    @Test
    void aRequestShowsNoSecret() {
        AuthorizationRequest request = new RequestFixtures()
                .request()
                .user("alice", "s3cr3t-password")
                .set("nats.connect_opts.jwt", "s3cr3t-jwt")
                .set("nats.connect_opts.sig", "s3cr3t-signature")
                .set("nats.connect_opts.auth_token", "s3cr3t-token")
                // As servers of 2.10 tell of a client with a token.
                .set("nats.client_info.user", "s3cr3t-token")
                .decoded();
        assertThat(request.toString()).contains("127.0.0.1", "alice").doesNotContain("s3cr3t");
        assertThat(request.connect().toString()).doesNotContain("s3cr3t");
        assertThat(request.client().toString()).doesNotContain("s3cr3t");
    }
}
