package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientsPageTest {
    private static final String TABLE = "library and settings";

    @Test
    void everyRowIsTriedWithRealClients() throws Exception {
        assertThat(ClientsPage.table(TABLE).rows().keySet())
                .containsExactlyElementsOf(
                        Stream.of(ClientSetup.values()).map(ClientSetup::title).toList());
    }

    @Test
    void theGuideSaysOfAnOutageWhatTheReferenceSays() throws Exception {
        ClientsPage reference = ClientsPage.table(TABLE);
        ClientsPage guide = ClientsPage.inTheGuide(TABLE);

        assertThat(guide.rows().keySet())
                .containsExactlyElementsOf(reference.rows().keySet());
        for (String row : guide.rows().keySet()) {
            for (String column : List.of("server's `timeout: 2`", "server's `timeout: 3`")) {
                assertThat(guide.cell(row, column)).as(row).isEqualTo(reference.cell(row, "away 15 s, " + column));
            }
        }
    }
}
