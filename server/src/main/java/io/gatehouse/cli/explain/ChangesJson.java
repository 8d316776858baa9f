package io.gatehouse.cli.explain;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.explain.PrintedText;
import io.gatehouse.service.explain.RightsChange;
import io.gatehouse.service.explain.RightsChange.Difference;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changes as JSON, an object a line: one for each user, and one for the end; the reference page describes them. */
record ChangesJson(PrintWriter out) implements ChangesOutput {
    private static final int SCHEMA = 1;

    @Override
    public void change(RightsChange change) {
        JsonWriter json = new JsonWriter(256).begin();
        json.member("directory", change.directory()).member("user", change.user());
        json.name("changes").beginList();
        for (Difference difference : change.differences()) {
            json.begin().member("what", difference.what());
            list("added", difference.added(), json);
            list("removed", difference.removed(), json);
            json.end();
        }
        print(json.endList().end());
    }

    @Override
    public void end(long compared, long changed, List<String> unreachable, int exitCode) {
        JsonWriter json = new JsonWriter(256).begin();
        json.member("schema", SCHEMA).member("compared", compared).member("changed", changed);
        list("unreachable", unreachable, json);
        print(json.member("exit_code", exitCode).end());
    }

    private static void list(String name, List<String> values, JsonWriter json) {
        json.name(name).beginList();
        values.forEach(json::string);
        json.endList();
    }

    private void print(JsonWriter json) {
        out.println(PrintedText.json(new String(json.toByteArray(), StandardCharsets.UTF_8)));
    }
}
