package dev.atelier.connectors.vendor;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells a model's refusal of content from a fault, where a vendor gives the words of the model and nothing else. */
public final class Refusals {
    /** Models say it in their own words; {@code E005} is the code of the safety checker that many at Replicate share. */
    private static final Pattern REFUSED =
            Pattern.compile("nsfw|(?<!case[- ]|case in|case-in)sensitive|safety|e005|content policy|flagged");

    private Refusals() {}

    /** Whether {@code error} says that the content was not wanted. */
    public static boolean isOne(String error) {
        return REFUSED.matcher(error.toLowerCase(Locale.ROOT)).find();
    }
}
