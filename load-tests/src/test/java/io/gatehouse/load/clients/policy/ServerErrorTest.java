package io.gatehouse.load.clients.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "'Authorization Violation',AUTHORIZATION_VIOLATION",
                "authorization violation,AUTHORIZATION_VIOLATION",
                "'User Authentication Expired',USER_AUTHENTICATION_EXPIRED",
                "'User Authentication Revoked',USER_AUTHENTICATION_REVOKED",
                "'Account Authentication Expired',ACCOUNT_AUTHENTICATION_EXPIRED",
                "'Authentication Timeout',AUTHENTICATION_TIMEOUT",
                "'Stale Connection',STALE_CONNECTION",
                "'maximum connections exceeded',MAXIMUM_CONNECTIONS",
                "'maximum account active connections exceeded',MAXIMUM_ACCOUNT_CONNECTIONS",
                "'Permissions Violation for Publish to \"\"a\"\"',PERMISSIONS_VIOLATION",
                "'Secure Connection - TLS Required',OTHER",
                "\"\",OTHER"
            })
    void tellsOneErrorFromAnother(String text, ServerError error) {
        assertThat(ServerError.of(text)).isEqualTo(error);
    }

    @Test
    void aRefusalIsAboutWhoTheClientIs() {
        assertThat(ServerError.values())
                .filteredOn(ServerError::isRefusal)
                .containsExactly(
                        ServerError.AUTHORIZATION_VIOLATION,
                        ServerError.USER_AUTHENTICATION_EXPIRED,
                        ServerError.USER_AUTHENTICATION_REVOKED,
                        ServerError.ACCOUNT_AUTHENTICATION_EXPIRED,
                        ServerError.AUTHENTICATION_TIMEOUT);
    }
}
