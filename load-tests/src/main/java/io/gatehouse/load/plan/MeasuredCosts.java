package io.gatehouse.load.plan;

import io.gatehouse.files.FileErrors;
import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What results of the load tool say of the costs on the user's own machine.
 *
 * @param answerMicros CPU time of Gatehouse for an answer, of {@code load servers --json --pid}
 * @param serverLoginMicros CPU time of nats-server for a login, of {@code load clients --json --server-pid}
 */
record MeasuredCosts(OptionalDouble answerMicros, OptionalDouble serverLoginMicros) {
    private static final double MICROS = 1e6;

    /**
     * Reads results; of several that say the same the last one counts.
     *
     * @throws LoadException when one cannot be read, or says nothing
     */
    static MeasuredCosts read(List<Path> files) {
        MeasuredCosts found = new MeasuredCosts(OptionalDouble.empty(), OptionalDouble.empty());
        for (Path file : files) {
            MeasuredCosts next = read(file);
            found = new MeasuredCosts(
                    next.answerMicros.isPresent() ? next.answerMicros : found.answerMicros,
                    next.serverLoginMicros.isPresent() ? next.serverLoginMicros : found.serverLoginMicros);
        }
        return found;
    }

    private static MeasuredCosts read(Path file) {
        JsonNode result = tree(file);
        double logins = number(result, "logged_in");
        MeasuredCosts found = new MeasuredCosts(
                positive(number(result, "cpu_us_per_answer")),
                positive(logins == 0 ? 0 : number(result, "first_broker_cpu_s") * MICROS / logins));
        if (found.answerMicros.isEmpty() && found.serverLoginMicros.isEmpty()) {
            throw new LoadException(
                    "--from " + file + " has neither cpu_us_per_answer (gatehouse load servers --pid PID"
                            + " --json) nor first_broker_cpu_s (gatehouse load clients --server-pid PID --json)");
        }
        return found;
    }

    private static JsonNode tree(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new LoadException("--from " + file + " cannot be read: " + FileErrors.words(e), e);
        } catch (JacksonException e) {
            throw new LoadException("--from " + file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static double number(JsonNode result, String name) {
        JsonNode figure = result.path(name);
        return figure.isNumber() ? figure.doubleValue() : 0;
    }

    private static OptionalDouble positive(double value) {
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
