package dev.atelier.connectors.local.text;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The tokenizer of CLIP, from {@code vocab.json}, {@code merges.txt} and {@code tokenizer_config.json}. Our own, because
 * exports hold these three files, and the Java library for them (DJL) makes a plain byte-pair tokenizer of them, without
 * CLIP's way of parting words and ending them; all else it reads from a {@code tokenizer.json} that exports lack. A model
 * whose merges know small letters and digits alone was taught nothing else, so everything else in a prompt becomes a blank.
 * Thread-safe.
 */
public final class ClipTokenizer {
    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern PLAIN_WORDS = Pattern.compile("[a-z0-9]+");
    private static final int USUAL_LENGTH = 77;
    /** A length beyond it stands for "none" in configs. */
    private static final int LONGEST = 10_000;

    private final BytePairs pairs;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int begin;
    private final int end;
    private final int pad;
    private final int unknown;
    private final int length;

    /**
     * Reads the files.
     *
     * @param config {@code tokenizer_config.json}; a key that is absent means what CLIP has
     * @throws dev.atelier.platform.config.InvalidConfigException when they do not fit one another
     */
    public ClipTokenizer(JsonNode vocabulary, String merges, JsonNode config) {
        vocabulary
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        pairs = new BytePairs(merges);
        begin = special(config, "bos_token", "<|startoftext|>");
        end = special(config, "eos_token", "<|endoftext|>");
        pad = special(config, "pad_token", "<|endoftext|>");
        unknown = special(config, "unk_token", "<|endoftext|>");
        double most = config.path("model_max_length").asDouble(USUAL_LENGTH);
        length = most >= 3 && most <= LONGEST ? (int) most : USUAL_LENGTH;
    }

    /**
     * A prompt in numbers.
     *
     * @param ids     begin, the prompt, end, and padding up to the length asked for
     * @param dropped pieces at the end of the prompt that did not fit
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Tokens(int[] ids, int dropped) {}

    /** How many numbers a prompt has, where the text encoder does not tell. */
    public int length() {
        return length;
    }

    /** The numbers of {@code text}, exactly {@code size} of them, which is at least 2. */
    public Tokens encode(String text, int size) {
        int[] body = pieces(text);
        int kept = Math.min(body.length, size - 2);
        int[] tokens = new int[size];
        tokens[0] = begin;
        System.arraycopy(body, 0, tokens, 1, kept);
        tokens[kept + 1] = end;
        for (int i = kept + 2; i < size; i++) {
            tokens[i] = pad;
        }
        return new Tokens(tokens, body.length - kept);
    }

    private int[] pieces(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return (pairs.plain() ? PLAIN_WORDS : WORDS)
                .matcher(lower)
                .results()
                .flatMap(word -> pairs.pieces(word.group()).stream())
                .flatMapToInt(piece -> IntStream.of(ids.getOrDefault(piece, unknown)))
                .toArray();
    }

    private int special(JsonNode config, String key, String usual) {
        JsonNode named = config.path(key);
        String token = (named.isObject() ? named.path("content") : named).asString(usual);
        Integer id = ids.get(token);
        check(id != null, "tokenizer." + key, "must be in vocab.json", token);
        return id == null ? 0 : id;
    }
}
