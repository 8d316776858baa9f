package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.tools.ToolSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers of {@link OnEveryServer}. */
final class ChosenServers implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return chosen(System.getProperty(OnEveryServer.PROPERTY)).stream()
                .map(spec -> Arguments.of(new ServerUnderTest(spec)));
    }

    /** @throws IllegalArgumentException when a version is named that is not known */
    static List<ToolSpec> chosen(@Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return oldestAndDefault();
        }
        if (wanted.equals("all")) {
            return ToolSpec.servers();
        }
        return Stream.of(wanted.split(",", -1))
                .map(version -> ToolSpec.named("nats-server@" + version.strip()))
                .toList();
    }

    private static List<ToolSpec> oldestAndDefault() {
        ToolSpec oldest = ToolSpec.servers().get(0);
        boolean same = NatsServerBinary.find().version().toString().equals(oldest.pinned());
        return same ? List.of(ToolSpec.NATS_SERVER) : List.of(oldest, ToolSpec.NATS_SERVER);
    }
}
