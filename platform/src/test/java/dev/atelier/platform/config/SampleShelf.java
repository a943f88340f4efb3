package dev.atelier.platform.config;

/** An entry of an open map, for the loader's tests. */
record SampleShelf(boolean locked, int boards) {}
