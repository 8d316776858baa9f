package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line begins with. */
class OperationTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "MSG a,MSG",
                "HMSG a,HMSG",
                "\"MSG\t\",MSG",
                "INFO {},INFO",
                "-ERR 'x',ERR",
                "\"PING\r\",PING",
                "\"PONG\r\",PONG",
                "\"+OK\r\",OK",
                "\"INFO\r\",UNKNOWN",
                "\"PING \",PING",
                "M,CUT",
                "HMSG,CUT",
                "-,CUT",
                "P,CUT",
                "PI,CUT",
                "PON,CUT",
                "MSGA,UNKNOWN",
                "\"MSG\r\",UNKNOWN",
                "msg a,UNKNOWN",
                "\"\r\n\",UNKNOWN",
                "\" MSG\",UNKNOWN",
                "PUB a,UNKNOWN",
                "\"PING\n\",UNKNOWN",
                "PX,UNKNOWN",
                "HMSX,UNKNOWN"
            })
    void isReadFromItsFirstBytes(String bytes, Operation operation) {
        byte[] line = ("xx" + bytes).getBytes(ISO_8859_1);
        assertThat(Operation.at(line, 2, line.length)).isEqualTo(operation);
    }
}
