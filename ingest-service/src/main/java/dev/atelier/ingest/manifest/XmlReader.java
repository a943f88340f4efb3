package dev.atelier.ingest.manifest;

import dev.atelier.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one manifest from XML. It takes what {@link XmlWriter} writes, however it is indented. Not thread-safe. */
final class XmlReader {
    private final XMLStreamReader reader;

    private XmlReader(XMLStreamReader reader) {
        this.reader = reader;
    }

    static JsonNode read(byte[] xml) {
        try {
            return new XmlReader(Xml.input().createXMLStreamReader(new ByteArrayInputStream(xml))).document();
        } catch (XMLStreamException e) {
            throw new ManifestException("This is no XML of a manifest%s.".formatted(place(e)), e);
        }
    }

    private JsonNode document() throws XMLStreamException {
        JsonNode manifest = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> manifest = root();
                case XMLStreamConstants.DTD -> throw new ManifestException("The XML of a manifest has no DTD.");
                default -> {}
            }
        }
        if (manifest == null) {
            throw new ManifestException("This is no XML of a manifest: it has no element.");
        }
        return manifest;
    }

    private JsonNode root() throws XMLStreamException {
        if (!reader.getLocalName().equals(Xml.ROOT)) {
            throw new ManifestException("The XML of a manifest begins with <%s>.".formatted(Xml.ROOT));
        }
        return value(0);
    }

    /** The value of the element that was begun, up to its end. */
    private JsonNode value(int depth) throws XMLStreamException {
        if (depth > JsonText.DEEPEST) {
            throw new ManifestException("A manifest may be nested up to %d deep.".formatted(JsonText.DEEPEST));
        }
        String type = reader.getAttributeValue(null, Xml.TYPE);
        if (Xml.ARRAY.equals(type)) {
            return array(depth);
        }
        var text = new StringBuilder();
        ObjectNode members = Json.MAPPER.createObjectNode();
        while (toNext(text)) {
            String name = name();
            if (members.has(name)) {
                throw new ManifestException("A member of an object is there twice.");
            }
            members.set(name, value(depth + 1));
        }
        if (members.isEmpty()) {
            return scalar(type, text.toString());
        }
        if (!text.toString().isBlank() || (type != null && !type.equals(Xml.OBJECT))) {
            throw new ManifestException("An element has both text and elements, or elements and a type without any.");
        }
        return members;
    }

    private ArrayNode array(int depth) throws XMLStreamException {
        ArrayNode elements = Json.MAPPER.createArrayNode();
        var text = new StringBuilder();
        while (toNext(text)) {
            if (!reader.getLocalName().equals(Xml.ITEM)) {
                throw new ManifestException("An array holds elements <%s> alone.".formatted(Xml.ITEM));
            }
            elements.add(value(depth + 1));
        }
        if (!text.toString().isBlank()) {
            throw new ManifestException("An array holds elements <%s> alone.".formatted(Xml.ITEM));
        }
        return elements;
    }

    /** Goes on to the next element in this one, and takes the text on the way; false at the end of this one. */
    private boolean toNext(StringBuilder text) throws XMLStreamException {
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new ManifestException("The XML of a manifest refers to no entities.");
            }
        }
    }

    private String name() {
        String key = reader.getAttributeValue(null, Xml.KEY);
        String json = reader.getAttributeValue(null, Xml.KEY_JSON);
        return json != null ? string(json) : Optional.ofNullable(key).orElseGet(reader::getLocalName);
    }

    private static JsonNode scalar(@Nullable String type, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case null -> nodes.stringNode(text);
            case Xml.STRING_JSON -> nodes.stringNode(string(text));
            case Xml.NUMBER -> number(text.strip());
            case Xml.BOOLEAN -> bool(text.strip());
            case Xml.NULL -> blank(text, nodes.nullNode());
            case Xml.OBJECT -> blank(text, nodes.objectNode());
            default -> throw new ManifestException("An element is of a type that there is none of.");
        };
    }

    private static JsonNode number(String text) {
        if (!JsonText.isNumber(text)) {
            throw new ManifestException("An element of type number holds none.");
        }
        return JsonText.read(text);
    }

    private static JsonNode bool(String text) {
        return switch (text) {
            case "true" -> JsonNodeFactory.instance.booleanNode(true);
            case "false" -> JsonNodeFactory.instance.booleanNode(false);
            default -> throw new ManifestException("An element of type boolean is neither true nor false.");
        };
    }

    private static JsonNode blank(String text, JsonNode value) {
        if (!text.isBlank()) {
            throw new ManifestException("An element that is null or empty has text.");
        }
        return value;
    }

    private static String string(String json) {
        JsonNode read = JsonText.read(json);
        if (!read.isString()) {
            throw new ManifestException("What has to be a JSON string is none.");
        }
        return read.stringValue();
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null
                ? ""
                : ", at line %d, column %d"
                        .formatted(
                                e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    }
}
