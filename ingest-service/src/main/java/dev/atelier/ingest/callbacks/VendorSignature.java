package dev.atelier.ingest.callbacks;

import java.io.IOException;

/**
 * How one vendor signs its calls. What is signed is the vendor's word that it is the one who calls; which generation the call
 * is about, our token says. Thread-safe.
 */
@FunctionalInterface
interface VendorSignature {
    /** Of a vendor that signs nothing, or one whose signature nobody can verify here: our token is all the proof there is. */
    VendorSignature NONE = _ -> Verdict.GENUINE;

    /** What is known of a call after looking at its signature. */
    enum Verdict {
        /** It is the vendor's. */
        GENUINE,
        /** It bears no signature, and the vendor's calls do. */
        MISSING,
        /** It was signed too long ago, or in the future. */
        STALE,
        /** The vendor did not sign this. */
        WRONG,
        /** Nobody can tell now, since the vendor's keys cannot be had. */
        UNDECIDED
    }

    /** Looks at the signature of {@code call}. Reads the body only when all else is in order. */
    Verdict verify(ReceivedCall call) throws IOException, InterruptedException;
}
