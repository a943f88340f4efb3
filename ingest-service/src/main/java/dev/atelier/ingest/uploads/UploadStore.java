package dev.atelier.ingest.uploads;

import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of uploads, on whichever instance they were begun. Each change tells whether it was made: when it was not,
 * somebody else was faster.
 */
interface UploadStore {
    /** Adds one that nothing has arrived of. */
    boolean insert(Unfinished upload);

    /** Adds one that is there. */
    boolean insert(Stored upload);

    /** Notes that {@code pieces} have arrived behind what {@code upload} knows of, so that {@code received} bytes are there. */
    boolean advance(Unfinished upload, long received, Map<Long, String> pieces);

    /** Notes how long it is to be, which was not known. */
    boolean fixLength(Unfinished upload, long length);

    /** Puts {@code upload} in the place of the unfinished one of its id. */
    boolean finish(Stored upload);

    /** Forgets it. */
    boolean delete(String project, String id);

    /**
     * The ids of up to {@code most} uploads of {@code project} that were there at some time, those that were begun last
     * before the others.
     *
     * @param before only those that were begun before the upload of this id
     */
    List<String> list(String project, String before, int most);

    /** Those of the uploads of {@code ids} that are there, those that were begun last first. What was changed just now may be missed. */
    List<Upload> findAll(String project, List<String> ids);

    /** The upload, even one that has expired lately. Sees every change that was made before. */
    Optional<Upload> find(String project, String id);
}
