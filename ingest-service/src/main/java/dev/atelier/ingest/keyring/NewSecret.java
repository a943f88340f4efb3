package dev.atelier.ingest.keyring;

import java.util.random.RandomGenerator;

/**
 * The text of a key that is just made. It is shown to whoever asked, and kept nowhere.
 *
 * @param prefix what it begins with, which tells people where it belongs
 * @param text   all of it: the prefix, and 43 letters and digits, which are 256 bits
 */
record NewSecret(String prefix, String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 43;
    private static final int SHOWN = 4;

    /** A secret of {@code prefix}; {@code random} must be fit for secrets. */
    static NewSecret of(String prefix, RandomGenerator random) {
        return new NewSecret(prefix, prefix + letters(LENGTH, random));
    }

    /** That many letters and digits. */
    static String letters(int count, RandomGenerator random) {
        var letters = new StringBuilder(count);
        random.ints(count, 0, ALPHABET.length()).forEach(index -> letters.append(ALPHABET.charAt(index)));
        return letters.toString();
    }

    /** By which people tell keys apart. */
    String lastFour() {
        return text.substring(text.length() - SHOWN);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewSecret[%s…%s]".formatted(prefix, lastFour());
    }
}
