package io.gatehouse.load.report;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes figures as JSON. */
public final class FiguresJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new FiniteNumbers()))
            .build();

    private FiguresJson() {}

    /** One JSON object on one line, members in their order; numbers that are not finite become null. */
    public static String text(Figures figures) {
        return MAPPER.writeValueAsString(figures);
    }

    /** One JSON array on one line. */
    static String text(List<Figures> figures) {
        return MAPPER.writeValueAsString(figures);
    }

    private static final class FiniteNumbers extends StdSerializer<Double> {
        FiniteNumbers() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        }
    }
}
