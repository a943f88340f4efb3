package dev.atelier.platform.objects;

import static java.util.Objects.requireNonNull;

import io.minio.BucketExistsArgs;
import io.minio.CopyObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The object store, through its S3 API. Calls block, so run them on virtual threads. Thread-safe. Every method throws
 * {@link ObjectStoreException} when the store refuses or cannot be reached.
 */
public final class ObjectStore implements AutoCloseable {
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "NotFound");
    private static final long PART_BYTES = 10L * 1024 * 1024;
    private static final int LISTED_AT_ONCE = 1000;

    private final MinioClient client;
    private final String bucket;

    public ObjectStore(ObjectStoreConfig config) {
        bucket = config.bucket();
        client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey().value(), config.secretKey().value())
                .region("us-east-1")
                .httpClient(StoreConnections.client(), true)
                .build();
    }

    /**
     * One of several.
     *
     * @param bytes its size
     */
    public record Listed(String key, long bytes) {}

    /** Creates the bucket when it is missing. */
    public void ensureBucket() {
        call("bucket " + bucket + " could not be created", () -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
            return bucket;
        });
    }

    /** Stores {@code content} whole; nobody sees a part of it. */
    public void put(String key, byte[] content, String mediaType) {
        call(
                "object " + key + " could not be stored",
                () -> client.putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .data(content, content.length)
                        .contentType(mediaType)
                        .build()));
    }

    /** Stores {@code bytes} bytes from {@code content}, which the caller closes. */
    public void put(String key, InputStream content, long bytes, String mediaType) {
        call(
                "object " + key + " could not be stored",
                () -> client.putObject(
                        PutObjectArgs.builder().bucket(bucket).object(key).stream(content, bytes, PART_BYTES)
                                .contentType(mediaType)
                                .build()));
    }

    /** What is stored under {@code key}, if anything is. */
    public Optional<StoredObject> find(String key) {
        return ifThere("object " + key + " could not be looked up", () -> {
            var stat = client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build());
            return new StoredObject(stat.size(), requireNonNull(stat.contentType()));
        });
    }

    /** The whole object; the caller closes the stream. */
    public InputStream open(String key) {
        return call(
                "object " + key + " could not be read",
                () -> client.getObject(
                        GetObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    /** The whole object, if it is there; the caller closes the stream. */
    public Optional<InputStream> openIfThere(String key) {
        return ifThere(
                "object " + key + " could not be read",
                () -> client.getObject(
                        GetObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    /** {@code length} bytes of the object from {@code offset} on; the caller closes the stream. */
    public InputStream open(String key, long offset, long length) {
        return call(
                "object " + key + " could not be read",
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .offset(offset)
                        .length(length)
                        .build()));
    }

    /** Copies an object inside the store, without its bytes passing through here. */
    public void copy(String from, String to) {
        call(
                "object " + from + " could not be copied",
                () -> client.copyObject(CopyObjectArgs.builder()
                        .bucket(bucket)
                        .object(to)
                        .source(SourceObject.builder()
                                .bucket(bucket)
                                .object(from)
                                .build())
                        .build()));
    }

    /** Up to {@code most} of the objects whose keys begin with {@code prefix}, in the order of their keys. */
    public List<Listed> list(String prefix, int most) {
        return call("objects at " + prefix + " could not be listed", () -> {
            List<Listed> listed = new ArrayList<>();
            var found = client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .maxKeys(Math.min(most, LISTED_AT_ONCE))
                    .build());
            for (var one : found) {
                if (listed.size() == most) {
                    break;
                }
                listed.add(new Listed(one.get().objectName(), one.get().size()));
            }
            return listed;
        });
    }

    /** Removes the object; it is no error when there is none. */
    public void remove(String key) {
        call("object " + key + " could not be removed", () -> {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return key;
        });
    }

    private static <T> T call(String failure, Call<T> call) {
        try {
            return call.run();
        } catch (MinioException e) {
            throw new ObjectStoreException(failure, e);
        }
    }

    private static <T> Optional<T> ifThere(String failure, Call<T> call) {
        try {
            return Optional.of(call.run());
        } catch (ErrorResponseException e) {
            if (ABSENT.contains(e.errorResponse().code())) {
                return Optional.empty();
            }
            throw new ObjectStoreException(failure, e);
        } catch (MinioException e) {
            throw new ObjectStoreException(failure, e);
        }
    }

    private interface Call<T> {
        T run() throws MinioException;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new ObjectStoreException("the object store's client could not be closed", e);
        }
    }
}
