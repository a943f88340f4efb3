package dev.atelier.ingest.people;

import dev.atelier.event.KeyScope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to a project, or to the installation. */
enum Role {
    /** Sees what there is. */
    VIEWER(EnumSet.of(KeyScope.READ)),
    /** Asks for generations as well. */
    EDITOR(EnumSet.of(KeyScope.READ, KeyScope.SUBMIT)),
    /** Changes how the project works as well. */
    OPERATOR(EnumSet.of(KeyScope.READ, KeyScope.SUBMIT, KeyScope.MANAGE)),
    /** Operates the installation. */
    ADMIN(EnumSet.of(KeyScope.ADMIN));

    private final Set<KeyScope> scopes;

    Role(Set<KeyScope> scopes) {
        this.scopes = scopes;
    }

    Set<KeyScope> scopes() {
        return scopes;
    }

    /** As a claim names it, after the prefix. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
