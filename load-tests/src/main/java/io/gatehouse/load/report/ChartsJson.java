package io.gatehouse.load.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes charts as the JSON that the report's script draws. */
final class ChartsJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ChartsJson() {}

    static String text(List<Chart> charts) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            charts.forEach(chart -> chart(chart, json));
            json.writeEndArray();
        }
        return out.toString();
    }

    private static void chart(Chart chart, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("title", chart.title());
        axis("x", chart.x(), json);
        axis("y", chart.y(), json);
        json.writeArrayPropertyStart("lines");
        chart.lines().forEach(line -> line(line, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void axis(String name, Chart.Axis axis, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("label", axis.label());
        json.writeStringProperty("unit", axis.unit());
        json.writeStringProperty("scale", axis.scale().name());
        json.writeEndObject();
    }

    private static void line(Chart.Line line, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", line.name());
        json.writeStringProperty("style", line.style().name());
        json.writeStringProperty("tone", line.tone().name());
        numbers("xs", line.xs(), json);
        numbers("ys", line.ys(), json);
        if (line.labels() != null) {
            json.writeArrayPropertyStart("labels");
            line.labels().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void numbers(String name, double[] numbers, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
