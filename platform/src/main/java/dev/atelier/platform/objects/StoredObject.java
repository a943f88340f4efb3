package dev.atelier.platform.objects;

/**
 * What the store says of an object.
 *
 * @param bytes     its size
 * @param mediaType the type it was stored with
 */
public record StoredObject(long bytes, String mediaType) {}
