package dev.atelier.cli.catalogue;

/** What can be defined. */
enum Kind {
    MODEL("model", "v1/models"),
    ACCOUNT("account", "v1/accounts"),
    PROJECT("project", "v1/projects");

    private final String word;
    private final String path;

    Kind(String word, String path) {
        this.word = word;
        this.path = path;
    }

    /** As people call it. */
    String word() {
        return word;
    }

    /** Where the server has them. */
    String path() {
        return path;
    }
}
