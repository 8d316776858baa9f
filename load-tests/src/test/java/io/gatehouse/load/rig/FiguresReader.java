package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.Figures;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads figures back from the JSON that the load tool prints. */
public final class FiguresReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FiguresReader() {}

    /**
     * Reads one JSON object; null becomes NaN, and what figures cannot hold (lists of anything but objects) is passed
     * over.
     *
     * @throws LoadException when it is not a JSON object
     */
    public static Figures read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new LoadException("The load tool printed no JSON object: " + text.strip());
            }
            return object(json);
        } catch (JacksonException e) {
            throw new LoadException("The load tool's JSON cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static Figures object(JsonParser json) {
        Figures figures = new Figures();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            String name = json.currentName();
            put(figures, name, json.nextToken(), json);
        }
        return figures;
    }

    private static void put(Figures figures, String name, JsonToken token, JsonParser json) {
        switch (token) {
            case START_OBJECT -> figures.put(name, object(json));
            case START_ARRAY -> figures.put(name, array(json));
            case VALUE_NUMBER_INT -> figures.put(name, json.getLongValue());
            case VALUE_NUMBER_FLOAT -> figures.put(name, json.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> figures.put(name, json.getBooleanValue());
            case VALUE_STRING -> figures.put(name, json.getString());
            default -> figures.put(name, Double.NaN);
        }
    }

    private static List<Figures> array(JsonParser json) {
        List<Figures> entries = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                entries.add(object(json));
            } else {
                json.skipChildren();
            }
        }
        return entries;
    }
}
