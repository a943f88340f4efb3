package dev.atelier.cli.up;

import dev.atelier.cli.data.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** A secret that the first start on a data folder makes, and that its owner alone can read. */
final class SecretFile {
    /** 40 of 62 letters and digits are 238 bits. */
    private static final int LENGTH = 40;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private SecretFile() {}

    /** What {@code file} holds; made, to begin with {@code prefix}, where there is none. */
    static String readOrMake(Path file, String prefix) throws IOException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, (generate(prefix) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Files.readString(file).strip();
    }

    private static String generate(String prefix) {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining("", prefix, ""));
    }
}
