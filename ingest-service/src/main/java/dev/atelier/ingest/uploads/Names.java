package dev.atelier.ingest.uploads;

/** Makes the names that clients give their files fit to be shown. */
final class Names {
    private static final int LONGEST = 255;

    private Names() {}

    /** The last part of {@code name}, without what cannot be printed; may be empty. */
    static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = new StringBuilder();
        last.codePoints().filter(Names::isPrintable).limit(LONGEST).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
