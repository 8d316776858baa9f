package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void hasAllParts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://gate%40house:p%2Fa+b@db.example.com:6432/users");

        assertThat(url.host()).isEqualTo(new DatabaseHost("db.example.com", 6432));
        assertThat(url.database()).isEqualTo("users");
        assertThat(url.user()).isEqualTo("gate@house");
        assertThat(Objects.requireNonNull(url.password()).reveal()).isEqualTo("p/a+b");
        assertThat(url.toString()).doesNotContain("p/a+b");
    }

    @Test
    void mayHaveNothingButAHost() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://[::1]");

        assertThat(url).isEqualTo(new DatabaseUrl(new DatabaseHost("::1", 5432), null, null, null));
        assertThat(url.host().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://host/db",
                "host/db",
                "postgresql:///db",
                "postgresql://u:canary@ho st/db",
                "postgresql://u:canary@host/db?sslmode=disable",
                "postgresql://u:canary@host:0/db",
                "postgresql://u:canary@host:70000/db"
            })
    void anythingElseIsToldWithoutThePassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("canary"));
    }

    @Test
    void nobodyIsBetweenUsAndALoopbackAddress() {
        assertThat(new DatabaseHost("127.8.9.1", 1).isLoopback()).isTrue();
        assertThat(new DatabaseHost("LOCALHOST", 1).isLoopback()).isTrue();
        assertThat(new DatabaseHost("127.example.com", 1).isLoopback()).isFalse();
        assertThat(new DatabaseHost("10.0.0.1", 1).isLoopback()).isFalse();
    }
}
