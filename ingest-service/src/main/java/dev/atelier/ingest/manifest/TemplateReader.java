package dev.atelier.ingest.manifest;

import dev.atelier.ingest.manifest.TextTemplate.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a template into its parts, once. A tag that alone is on a line, and writes nothing, takes the line with it. */
final class TemplateReader {
    private static final int DEEPEST = 20;
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([#^/!]?)(.*?)}}", Pattern.DOTALL);

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;

    TemplateReader(String text) {
        this.text = text;
        open.push(new Open(Optional.empty(), false, new ArrayList<>()));
    }

    /** A section, or the template itself, whose end is still to come. */
    private record Open(Optional<TextPath> path, boolean absent, List<Part> parts) {}

    List<Part> parts() {
        Matcher tags = TAG.matcher(text);
        // Where no tag ends any more, none is looked for.
        while (text.indexOf("}}", at) >= 0 && tags.find()) {
            boolean value = tags.group(1).isEmpty();
            int begin = value || !isAlone(tags) ? tags.start() : lineStart(tags.start());
            literal(Math.max(at, begin));
            at = value || !isAlone(tags) ? tags.end() : lineEnd(tags.end());
            tag(tags);
        }
        literal(text.length());
        if (open.size() > 1) {
            throw new ManifestException("A section of the template is not ended.");
        }
        return open.pop().parts();
    }

    private void tag(Matcher tags) {
        String argument = tags.group(2).strip();
        switch (tags.group(1)) {
            case "!" -> {}
            case "/" -> end(path(argument, tags.start()), tags.start());
            case "#" -> begin(path(argument, tags.start()), false, tags.start());
            case "^" -> begin(path(argument, tags.start()), true, tags.start());
            default -> top().add(new Part.Value(path(argument, tags.start())));
        }
    }

    private void begin(TextPath path, boolean absent, int where) {
        if (open.size() > DEEPEST) {
            throw wrong("sections are nested up to %d deep".formatted(DEEPEST), where);
        }
        open.push(new Open(Optional.of(path), absent, new ArrayList<>()));
    }

    private void end(TextPath path, int where) {
        Open ended = open.pop();
        if (open.isEmpty() || !ended.path().equals(Optional.of(path))) {
            throw wrong("a section ends that is not the last one that began", where);
        }
        top().add(new Part.Section(path, ended.absent(), ended.parts()));
    }

    private void literal(int end) {
        if (end > at) {
            top().add(new Part.Literal(text.substring(at, end)));
            at = end;
        }
    }

    private List<Part> top() {
        return open.element().parts();
    }

    private TextPath path(String argument, int where) {
        return TextPath.parse(argument).orElseThrow(() -> wrong("a tag holds no path", where));
    }

    private ManifestException wrong(String what, int where) {
        long line = 1 + text.substring(0, where).chars().filter(c -> c == '\n').count();
        return new ManifestException("The template is wrong in line %d: %s.".formatted(line, what));
    }

    private boolean isAlone(Matcher tag) {
        return text.substring(lineStart(tag.start()), tag.start()).isBlank()
                && text.substring(tag.end(), lineEnd(tag.end())).isBlank();
    }

    private int lineStart(int from) {
        return text.lastIndexOf('\n', from - 1) + 1;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }
}
