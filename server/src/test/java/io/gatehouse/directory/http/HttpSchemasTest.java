package io.gatehouse.directory.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.SampleRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is taken for an answer, keeps to the schemas that are published. */
class HttpSchemasTest {
    private static final String FULL = """
            {
              "result": "allow", "name": "alice", "reason": "none", "expires_at": 1893553445,
              "account": "APP1", "role": "operator",
              "permissions": {
                "pub": {"allow": ["orders.>"], "deny": "orders.secret"},
                "sub": {"allow": ["replies.*", "work.> workers"]},
                "resp": {"max": 2, "ttl": "5s"}
              },
              "disabled": false, "expires": "2030-12-31T23:59:59Z", "session": "1h30m",
              "src": ["10.0.0.0/8"], "times": [{"start": "08:00:00", "end": "17:00:00"}],
              "times_location": "Europe/Berlin", "allowed_connection_types": ["STANDARD"],
              "subs": 10, "data": -1, "payload": 1024, "tags": ["blue"], "groups": ["staff"],
              "attributes": {"team": "red", "ward": ["3", "4"]},
              "bearer_token": false, "proxy_required": false
            }""";

    private static String text(String name) {
        try {
            return Files.readString(Path.of("..", "docs", "reference", name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** As it is published, and with each member that it does not tell of a mistake. */
    private static void assertKeepsToTheSchema(AuthorizationRequest login, Set<SentPart> sent) {
        String published = text("http-request.schema.json");
        String strict =
                published.replace("\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,");
        String request = new String(LoginJson.of(login, sent), UTF_8);
        assertThat(schema(published).validate(request, InputFormat.JSON))
                .as(request)
                .isEmpty();
        assertThat(schema(strict).validate(request, InputFormat.JSON))
                .as(request)
                .isEmpty();
    }

    @Test
    void everyRequestKeepsToItsSchema() {
        for (SentPart part : SentPart.values()) {
            assertKeepsToTheSchema(SentPartsTest.login(), Set.of(part));
        }
        assertKeepsToTheSchema(SentPartsTest.login(), EnumSet.allOf(SentPart.class));
        assertKeepsToTheSchema(SampleRequest.login("alice", "secret"), Set.of());
        assertKeepsToTheSchema(SampleRequest.client().token("t").build(), Set.of());
        assertKeepsToTheSchema(MadeUpLogin.request(), EnumSet.allOf(SentPart.class));
    }

    private static List<?> mistakes(String answer) {
        return schema(text("http-answer.schema.json")).validate(answer, InputFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FULL,
                "{\"result\": \"allow\"}",
                "{\"result\": \"deny\", \"reason\": \"any text\"}",
                "{\"result\": \"ignore\"}",
                "{\"result\": \"allow\", \"expires_at\": \"2030-12-31T23:59:59.5+01:00\"}",
                "{\"result\": \"allow\", \"groups\": \"staff\"}"
            })
    void whatKeepsToTheSchemaIsTaken(String answer) {
        assertThat(mistakes(answer)).isEmpty();
        assertThatCode(() -> UserRecords.readAnswer("answer", "alice", answer.getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"result\": \"ALLOW\"}",
                "{\"result\": \"allow\", \"acl\": []}",
                "{\"result\": \"allow\", \"name\": \" \"}",
                "{\"result\": \"allow\", \"name\": null}",
                "{\"result\": \"allow\", \"expires_at\": \"soon\"}",
                "{\"result\": \"allow\", \"expires_at\": 1.5}",
                "{\"result\": \"allow\", \"permissions\": {\"pub\": [\"a\"]}}",
                "{\"result\": \"allow\", \"attributes\": {\"1st\": \"x\"}}",
                "{\"result\": \"allow\", \"disabled\": \"no\"}",
                "{\"result\": \"allow\", \"pass\": \"secret\"}"
            })
    void whatDoesNotIsAMistake(String answer) {
        assertThat(mistakes(answer)).isNotEmpty();
        assertThatThrownBy(() -> UserRecords.readAnswer("answer", "alice", answer.getBytes(UTF_8)))
                .isInstanceOf(UsersFileException.class);
    }

    /** What is read is what the schema tells of, lest a new field of users.json is forgotten in it. */
    @Test
    void tellsOfEveryMember() {
        assertThatThrownBy(() -> UserRecords.readAnswer("answer", "alice", "{\"zzzzzzzzzzzz\": 1}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(UsersFileException.class, e -> {
                    String told = e.mistakes().get(0);
                    String fields = told.substring(told.indexOf("the fields are ") + "the fields are ".length());
                    for (String field : fields.split(", ", -1)) {
                        assertThat(text("http-answer.schema.json")).contains("\"" + field + "\": {");
                        assertThat(FULL).contains("\"" + field + "\":");
                    }
                });
    }
}
