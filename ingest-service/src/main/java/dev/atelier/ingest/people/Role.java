package dev.atelier.ingest.people;

import dev.atelier.event.KeyScope;
import java.util.Locale;
import java.util.Set;

/** What a person is to a project, or to the installation. */
enum Role {
    VIEWER,
    EDITOR,
    OPERATOR,
    ADMIN;

    /** What it lets a person do. */
    Set<KeyScope> scopes() {
        return switch (this) {
            case VIEWER -> Set.of(KeyScope.READ);
            case EDITOR -> Set.of(KeyScope.READ, KeyScope.SUBMIT);
            case OPERATOR -> Set.of(KeyScope.READ, KeyScope.SUBMIT, KeyScope.MANAGE);
            case ADMIN -> Set.of(KeyScope.ADMIN);
        };
    }

    /** As a claim names it, after the prefix. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
