package dev.atelier.connectors.local.text;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding by a {@code merges.txt}: a word falls into the characters that stand for its bytes, and the two
 * neighbours that come first in the list are joined until none in the list are left. Thread-safe.
 */
final class BytePairs {
    /** Marks the last piece of a word. */
    static final String END = "</w>";

    private record Pair(String left, String right) {}

    private final Map<Pair, Integer> ranks = new HashMap<>();
    private final String[] characters = characters();
    private final boolean plain;

    BytePairs(String merges) {
        List<String> lines = merges.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                .toList();
        for (String line : lines) {
            String[] pair = line.strip().split(" ", -1);
            check(pair.length == 2, "merges.txt", "must hold two pieces a line, parted by a blank", line);
            ranks.putIfAbsent(new Pair(pair[0], pair[1]), ranks.size());
        }
        plain = lines.stream().allMatch(line -> line.replace(END, "").matches("[a-z0-9 ]+"));
    }

    /** Whether these were learnt from text of small letters, digits and blanks alone. */
    boolean plain() {
        return plain;
    }

    /** The pieces of {@code word}, which is not empty. */
    List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        for (byte b : word.getBytes(UTF_8)) {
            pieces.add(characters[b & 0xFF]);
        }
        pieces.addLast(pieces.removeLast() + END);
        while (pieces.size() > 1) {
            Pair first = first(pieces);
            if (!ranks.containsKey(first)) {
                break;
            }
            join(pieces, first);
        }
        return pieces;
    }

    private Pair first(List<String> pieces) {
        Pair best = new Pair(pieces.get(0), pieces.get(1));
        for (int i = 1; i < pieces.size() - 1; i++) {
            var pair = new Pair(pieces.get(i), pieces.get(i + 1));
            if (ranks.getOrDefault(pair, Integer.MAX_VALUE) < ranks.getOrDefault(best, Integer.MAX_VALUE)) {
                best = pair;
            }
        }
        return best;
    }

    private static void join(List<String> pieces, Pair pair) {
        for (int i = 0; i < pieces.size() - 1; i++) {
            if (pieces.get(i).equals(pair.left) && pieces.get(i + 1).equals(pair.right)) {
                pieces.set(i, pair.left + pair.right);
                pieces.remove(i + 1);
            }
        }
    }

    /** A visible character for each byte: itself where Latin-1 prints it, else the next from U+0100 on. */
    private static String[] characters() {
        String[] characters = new String[256];
        int next = 256;
        for (int b = 0; b < characters.length; b++) {
            boolean printed = (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
            characters[b] = Character.toString(printed ? b : next++);
        }
        return characters;
    }
}
