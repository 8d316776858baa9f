package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import io.gatehouse.testbed.junit.ModuleArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresArchitectureTest extends ModuleArchitecture {
    PostgresArchitectureTest() {
        super(
                Map.of(
                        "directory.postgres",
                        Set.of(
                                "claims.request",
                                "config",
                                "crypto",
                                "directory",
                                "directory.users",
                                "drops",
                                "nats",
                                "passwords",
                                "policy",
                                "policy.entitlement",
                                "policy.text",
                                "tls")),
                List.of("io.r2dbc.", "reactor.pool.", "reactor.netty.", "io.netty."),
                Set.of(
                        "PostgresDirectoryType",
                        "PostgresKeys",
                        "PostgresSettings",
                        "UserQuery",
                        "QueryReader",
                        "LoginValue",
                        "DatabaseUrl",
                        "DatabaseHost",
                        "SslMode",
                        "TargetSession",
                        "PasswordDecision"));
    }

    @Test
    void onlyTheTypeIsPublic() {
        assertThat(classes())
                .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .extracting(type -> type.getSimpleName())
                .containsExactly("PostgresDirectoryType");
    }
}
