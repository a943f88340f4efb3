package dev.atelier.platform.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.Secret;
import dev.atelier.stack.testing.TestStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectStoreIT {
    private final ObjectStore store = new ObjectStore(new ObjectStoreConfig(
            TestStack.endpoints().s3().uri(),
            "object-store-it",
            new Secret(TestStack.endpoints().s3().accessKey()),
            new Secret(TestStack.endpoints().s3().secretKey())));

    @BeforeEach
    void createBucket() {
        store.ensureBucket();
        store.ensureBucket();
    }

    @Test
    void readsBackWhatWasPut() throws IOException {
        store.put("a/one", "hello".getBytes(UTF_8), "text/plain");

        assertThat(read(store.open("a/one"))).isEqualTo("hello");
        assertThat(store.find("a/one")).contains(new StoredObject(5, "text/plain"));
    }

    @Test
    void putsAStream() throws IOException {
        store.put("a/stream", new ByteArrayInputStream("hello".getBytes(UTF_8)), 5, "text/plain");

        assertThat(read(store.open("a/stream"))).isEqualTo("hello");
    }

    @Test
    void readsAPart() throws IOException {
        store.put("a/part", "0123456789".getBytes(UTF_8), "text/plain");

        assertThat(read(store.open("a/part", 3, 4))).isEqualTo("3456");
    }

    @Test
    void copiesWithTheType() throws IOException {
        store.put("staging/x", "hello".getBytes(UTF_8), "image/png");

        store.copy("staging/x", "content/x");

        assertThat(read(store.open("content/x"))).isEqualTo("hello");
        assertThat(store.find("content/x")).contains(new StoredObject(5, "image/png"));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(store.find("a/nothing")).isEmpty();
        assertThatThrownBy(() -> store.open("a/nothing"))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("a/nothing");
    }

    @Test
    void listsWhatLiesUnderAPrefixInTheOrderOfItsKeys() {
        for (String key : new String[] {"list/b/2", "list/a/1", "list/b/1", "listed"}) {
            store.put(key, key.getBytes(UTF_8), "text/plain");
        }

        assertThat(store.list("list/", 10))
                .extracting(ObjectStore.Listed::key)
                .containsExactly("list/a/1", "list/b/1", "list/b/2");
        assertThat(store.list("list/b/", 10)).first().isEqualTo(new ObjectStore.Listed("list/b/1", 8));
        assertThat(store.list("list/", 2)).hasSize(2);
        assertThat(store.list("list/c/", 2)).isEmpty();
    }

    @Test
    void removesTwiceWithoutComplaint() {
        store.put("a/gone", new byte[] {1}, "text/plain");

        store.remove("a/gone");
        store.remove("a/gone");

        assertThat(store.find("a/gone")).isEmpty();
    }

    private static String read(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
