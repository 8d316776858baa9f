package io.gatehouse.load.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes figures as JSON. */
public final class FiguresJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FiguresJson() {}

    /** One JSON object on one line, members in their order; numbers that are not finite become null. */
    public static String text(Figures figures) {
        return json(figures);
    }

    /** One JSON array on one line. */
    static String text(List<Figures> figures) {
        return json(figures);
    }

    private static String json(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(value, json);
        }
        return out.toString();
    }

    private static void write(Figures figures, JsonGenerator json) {
        json.writeStartObject();
        figures.members().forEach((name, value) -> {
            json.writeName(name);
            write(value, json);
        });
        json.writeEndObject();
    }

    private static void write(Object value, JsonGenerator json) {
        if (value instanceof Figures figures) {
            write(figures, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(entry -> write(entry, json));
            json.writeEndArray();
        } else if (value instanceof double[] numbers) {
            json.writeStartArray();
            for (double number : numbers) {
                write(number, json);
            }
            json.writeEndArray();
        } else if (value instanceof Double number) {
            write(number.doubleValue(), json);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void write(double number, JsonGenerator json) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }
}
