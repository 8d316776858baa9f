package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, read by the types that Grafana publishes: no Grafana can be had for tests. */
@Tag("full")
@NeedsTool("grafana-schema")
class DashboardSchemaIT {
    @TempDir
    private Path folder;

    /** What Grafana's import asks for is no part of a dashboard, and the first of several data sources is chosen by itself. */
    private static final List<String> KNOWN = List.of(
            "Dashboard: unexpected field '__inputs'",
            "Dashboard: unexpected field '__requires'",
            "templating.list[0].current.text: required field is missing from input",
            "templating.list[0].current.value: required field is missing from input");

    private static List<String> told(Path dashboard) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Tools.find(ToolSpec.GRAFANA_SCHEMA).path().toString(), dashboard.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().filter(line -> !KNOWN.contains(line)).toList();
    }

    @Test
    void nothingIsMissingAndNothingIsUnknown() throws Exception {
        assertThat(told(MonitoringFiles.DASHBOARD))
                .containsExactly(MonitoringFiles.dashboard().path("panels").size() + " panels");
    }

    @Test
    void aSlipOfThePenIsFound() throws Exception {
        String dashboard = Files.readString(MonitoringFiles.DASHBOARD);
        Path other = Files.writeString(
                folder.resolve("dashboard.json"), dashboard.replaceFirst("\"colorMode\"", "\"colourMode\""));

        assertThat(told(other)).anyMatch(line -> line.contains("unexpected field 'colourMode'"));
    }
}
