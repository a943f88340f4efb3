package dev.atelier.ingest.manifest;

import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import tools.jackson.dataformat.xml.XmlFactory;

/** The words of manifests as XML, and the StAX factories that Jackson sets up: without DTDs and external entities. */
final class Xml {
    static final String ROOT = "manifest";
    /** An element of an array. */
    static final String ITEM = "item";
    /** A member whose name is no element's name; it stands in an attribute. */
    static final String ENTRY = "entry";

    static final String TYPE = "type";
    static final String KEY = "key";
    /** The key as a JSON string, where XML cannot hold it as it is. */
    static final String KEY_JSON = "key-json";

    static final String OBJECT = "object";
    static final String ARRAY = "array";
    static final String NUMBER = "number";
    static final String BOOLEAN = "boolean";
    static final String NULL = "null";
    /** A string that XML cannot hold as it is: the text is a JSON string. */
    static final String STRING_JSON = "string-json";

    private static final Pattern NAME = Pattern.compile("(?![xX][mM][lL])[A-Za-z_][A-Za-z0-9_.-]{0,127}");
    private static final XmlFactory FACTORY = new XmlFactory();

    private Xml() {}

    static XMLInputFactory input() {
        return FACTORY.getXMLInputFactory();
    }

    static XMLOutputFactory output() {
        return FACTORY.getXMLOutputFactory();
    }

    /** Whether a member of this name is an element of this name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether {@code text} comes back as it is from between tags: XML 1.0 knows no control characters, and reads CR as LF. */
    static boolean isText(String text) {
        return text.codePoints().allMatch(Xml::isCharacter);
    }

    private static boolean isCharacter(int character) {
        boolean control = character < ' ' && character != '\t' && character != '\n';
        return !control && character != 0xFFFE && character != 0xFFFF;
    }
}
