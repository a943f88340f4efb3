package dev.atelier.ingest.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final Claims claims = new Claims(Map.of(
            "list", List.of("a", 7, "b"),
            "text", " a  b ",
            "number", 7,
            "https://atelier.example/roles", List.of("admin"),
            "resource", Map.of("atelier", Map.of("roles", List.of("viewer")))));

    @Test
    void readsAListAndATextOfWords() {
        assertThat(claims.words("list")).containsExactly("a", "b");
        assertThat(claims.words("text")).containsExactly("a", "b");
    }

    @Test
    void followsDotsIntoObjectsUnlessAClaimIsCalledSo() {
        assertThat(claims.words("resource.atelier.roles")).containsExactly("viewer");
        assertThat(claims.words("https://atelier.example/roles")).containsExactly("admin");
    }

    @Test
    void findsNoWordsInAnythingElse() {
        assertThat(claims.words("number")).isEmpty();
        assertThat(claims.words("none")).isEmpty();
        assertThat(claims.words("text.roles")).isEmpty();
    }
}
