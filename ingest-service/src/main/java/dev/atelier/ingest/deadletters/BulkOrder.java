package dev.atelier.ingest.deadletters;

/**
 * What a bulk redrive is to do.
 *
 * @param keyId         who asks for it: the public id of the API key
 * @param ratePerSecond most that are put back in a second
 * @param dryRun        whether it only counts
 * @param forced        whether those are put back too that had been before
 */
record BulkOrder(String keyId, LetterFilter filter, int ratePerSecond, boolean dryRun, boolean forced) {}
