package dev.atelier.platform.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    /** RFC 4231, test case 2. */
    @Test
    void makesWhatTheStandardSays() {
        byte[] key = "Jefe".getBytes(US_ASCII);
        byte[] expected = HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

        assertThat(HmacSha256.of(key, "what do ya want for nothing?".getBytes(US_ASCII)))
                .isEqualTo(expected);
        assertThat(HmacSha256.of(key, "what do ya want ".getBytes(US_ASCII), "for nothing?".getBytes(US_ASCII)))
                .isEqualTo(expected);
    }
}
