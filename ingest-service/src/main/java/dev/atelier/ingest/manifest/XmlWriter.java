package dev.atelier.ingest.manifest;

import java.io.OutputStream;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes one manifest as XML. Not thread-safe. */
final class XmlWriter {
    private final XMLStreamWriter writer;

    private XmlWriter(XMLStreamWriter writer) {
        this.writer = writer;
    }

    static void write(JsonNode manifest, OutputStream output) {
        try {
            XMLStreamWriter writer = Xml.output().createXMLStreamWriter(output, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeCharacters("\n");
            writer.writeStartElement(Xml.ROOT);
            new XmlWriter(writer).content(manifest, 1);
            writer.writeEndElement();
            writer.writeCharacters("\n");
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new ManifestException("This manifest cannot be written as XML.", e);
        }
    }

    /** What is between the tags of an element that was begun, and its type. */
    private void content(JsonNode value, int depth) throws XMLStreamException {
        switch (value.getNodeType()) {
            case OBJECT -> object(value, depth);
            case ARRAY -> array(value, depth);
            case STRING -> string(value.stringValue());
            case NUMBER -> typed(Xml.NUMBER, JsonText.of(value));
            case BOOLEAN -> typed(Xml.BOOLEAN, value.booleanValue() ? "true" : "false");
            case NULL, MISSING, BINARY, POJO -> writer.writeAttribute(Xml.TYPE, Xml.NULL);
        }
    }

    private void object(JsonNode object, int depth) throws XMLStreamException {
        if (object.isEmpty()) {
            writer.writeAttribute(Xml.TYPE, Xml.OBJECT);
            return;
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            newLine(depth);
            start(member.getKey());
            content(member.getValue(), depth + 1);
            writer.writeEndElement();
        }
        newLine(depth - 1);
    }

    private void array(JsonNode array, int depth) throws XMLStreamException {
        writer.writeAttribute(Xml.TYPE, Xml.ARRAY);
        for (JsonNode element : array) {
            newLine(depth);
            writer.writeStartElement(Xml.ITEM);
            content(element, depth + 1);
            writer.writeEndElement();
        }
        if (!array.isEmpty()) {
            newLine(depth - 1);
        }
    }

    private void start(String name) throws XMLStreamException {
        if (Xml.isName(name)) {
            writer.writeStartElement(name);
            return;
        }
        writer.writeStartElement(Xml.ENTRY);
        // In an attribute white space is read as spaces.
        if (Xml.isText(name) && name.indexOf('\t') < 0 && name.indexOf('\n') < 0) {
            writer.writeAttribute(Xml.KEY, name);
        } else {
            writer.writeAttribute(Xml.KEY_JSON, JsonText.ascii(StringNode.valueOf(name)));
        }
    }

    private void string(String text) throws XMLStreamException {
        if (Xml.isText(text)) {
            characters(text);
        } else {
            typed(Xml.STRING_JSON, JsonText.ascii(StringNode.valueOf(text)));
        }
    }

    private void typed(String type, String text) throws XMLStreamException {
        writer.writeAttribute(Xml.TYPE, type);
        characters(text);
    }

    /** No text at all would part an empty element into two tags. */
    private void characters(String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            writer.writeCharacters(text);
        }
    }

    private void newLine(int depth) throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(depth));
    }
}
