package io.gatehouse.profile;

import io.gatehouse.load.rig.GatehouseService;
import io.gatehouse.load.rig.LaunchCommand;
import io.gatehouse.load.rig.ServiceLaunchSettings;
import io.gatehouse.load.rig.ServiceUnderTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gatehouse by its launcher, on a JVM that tells the line of every sample and the whole of deep stacks. */
record ProfiledService(Path launcher) implements ServiceUnderTest {
    private static final String OPTIONS =
            "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -XX:FlightRecorderOptions=stackdepth=128";
    private static final String VARIABLE = "GATEHOUSE_OPTS";

    @Override
    public String name() {
        return "Gatehouse";
    }

    @Override
    public LaunchCommand launch(ServiceLaunchSettings target) {
        LaunchCommand usual = new GatehouseService(name(), launcher, List.of()).launch(target);
        Map<String, String> environment = new HashMap<>(usual.environment());
        environment.put(VARIABLE, OPTIONS + " " + System.getenv().getOrDefault(VARIABLE, ""));
        return new LaunchCommand(usual.command(), environment);
    }
}
