package io.gatehouse.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongCredentialsCheckTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "'', 4096",
        "max_control_line: 16KB, 16384",
        "max_control_line: 8000, 8000",
        "MAX_CONTROL_LINE: 1K, 1000"
    })
    void saysHowLongALoginMayBe(String line, long bytes) throws Exception {
        ServerConf conf = ServerConf.read(Files.writeString(dir.resolve("server.conf"), line + "\n"), Map.of());
        Findings findings = new Findings(finding -> {});
        LongCredentialsCheck.run(conf, findings);

        assertThat(conf.maxControlLine()).isEqualTo(bytes);
        assertThat(findings.list())
                .singleElement()
                .asString()
                .contains("logins of up to " + bytes + " bytes", "max_control_line");
    }
}
