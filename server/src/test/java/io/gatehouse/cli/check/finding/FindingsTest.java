package io.gatehouse.cli.check.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final List<Finding> shown = new ArrayList<>();
    private final Findings findings = new Findings(shown::add);

    @Test
    void areSummedUpInTheOrderOfTheLevels() {
        assertThat(findings.summary()).isEqualTo("0 OK, 0 warnings, 0 failed");
        findings.skip("a thing", "there is none");
        findings.fail("b", "mend it");
        findings.warn("c");
        findings.ok("d");
        assertThat(findings.summary()).isEqualTo("1 OK, 1 warning, 1 failed, 1 skipped");
        findings.warn("e");
        assertThat(findings.summary()).isEqualTo("1 OK, 2 warnings, 1 failed, 1 skipped");
    }

    @Test
    void areNotMadeTwice() {
        findings.fail("b", "mend it");
        findings.fail("b", "mend it");
        findings.fail("b", "mend it at another place");

        assertThat(findings.list()).hasSize(2).isEqualTo(shown);
    }
}
