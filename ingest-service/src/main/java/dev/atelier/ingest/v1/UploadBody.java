package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of an upload that names its file.
 *
 * @param url where the file is: an https URL, or a data URI that holds it
 */
record UploadBody(@JsonProperty(required = true) String url) {}
