package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A link to upload by. It needs no key, and is good for one file.
 *
 * @param id        of the upload that there will be
 * @param url       where the file is sent by PUT, or in pieces by tus, which is begun there by POST
 * @param token     what of the URL is secret
 * @param reference what inputs may name the upload by, once it is there
 * @param expiresAt until when the file may be sent
 */
record SignedUrlResource(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String token,
        @JsonProperty(required = true) String reference,
        @JsonProperty(required = true) String expiresAt) {}
