package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/reference/audit.md} and the code together. */
class AuditReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "audit.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+\\|");

    private static List<String> rows(String heading) throws IOException {
        String section =
                Files.readString(PAGE).split("## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
        return ROW.matcher(section).results().map(row -> row.group(1)).toList();
    }

    @Test
    void explainsEveryMemberInItsOrderAndNoOther() throws IOException {
        assertThat(rows("Members"))
                .containsExactlyElementsOf(
                        Stream.of(AuditField.values()).map(AuditField::json).toList());
    }

    @Test
    void explainsEveryTypeOfRecordAndNoOther() throws IOException {
        assertThat(rows("Types"))
                .containsExactlyElementsOf(
                        Stream.of(RecordType.values()).map(RecordType::code).toList());
    }

    @Test
    void explainsEveryReasonForALossAndNoOther() throws IOException {
        assertThat(rows("Lost records"))
                .containsExactlyElementsOf(
                        Stream.of(AuditDrop.values()).map(AuditDrop::code).toList());
    }
}
