package dev.atelier.connectors.sketch;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Things that the painter knows by their words. */
@SuppressWarnings("ImmutableEnumChecker") // the drawings are static methods, the sets are copies
enum Motif {
    SUN(Place.SKY, 0xFFD96B, Things::sun, "sun", "sunny", "sunrise", "sunset"),
    MOON(Place.SKY, 0xFBF3D5, Things::moon, "moon", "moonlight", "moonlit"),
    CLOUD(Place.SKY, 0xFFFFFF, Things::cloud, "cloud", "cloudy"),
    BIRD(Place.SKY, 0x3A3B4A, Animals::bird, "bird", "gull", "crow"),
    BALLOON(Place.SKY, 0xD8574A, Things::balloon, "balloon"),
    MOUNTAIN(Place.HORIZON, 0x6F7C9B, Things::mountain, "mountain", "alps", "peak", "volcano"),
    CITY(Place.HORIZON, 0x55607A, Things::city, "city", "skyline", "tower", "skyscraper", "town"),
    SEA(Place.WATER, 0x3C86A8, Things::nothing, "sea", "ocean", "lake", "water", "river", "beach"),
    BOAT(Place.WATER, 0xA5482F, Things::boat, "boat", "ship", "sail", "sailboat"),
    FISH(Place.WATER, 0xF08A3C, Animals::fish, "fish", "whale"),
    FOX(Place.GROUND, 0xDA6A2C, Animals::fox, "fox"),
    CAT(Place.GROUND, 0x4A4652, Animals::cat, "cat", "kitten"),
    DOG(Place.GROUND, 0xA97B50, Animals::dog, "dog", "puppy"),
    TREE(Place.GROUND, 0x4F8A4B, Things::tree, "tree", "forest", "oak", "wood"),
    PINE(Place.GROUND, 0x2F6B50, Things::pine, "pine", "fir", "spruce"),
    HOUSE(Place.GROUND, 0xE9D8B6, Things::house, "house", "cottage", "home", "cabin", "hut"),
    FLOWER(Place.GROUND, 0xE8607F, Things::flower, "flower", "rose", "tulip", "daisy", "garden"),
    HEART(Place.GROUND, 0xD63A5A, Things::heart, "heart", "love");

    /** Where in the picture a motif belongs. */
    enum Place {
        SKY,
        HORIZON,
        WATER,
        GROUND
    }

    /** How a motif is drawn. */
    @FunctionalInterface
    interface Drawing {
        void draw(Brush brush, Color colour);
    }

    private final Place place;
    private final Color colour;
    private final Drawing drawing;
    private final Set<String> words;

    Motif(Place place, int colour, Drawing drawing, String... words) {
        this.place = place;
        this.colour = new Color(colour);
        this.drawing = drawing;
        this.words = Set.of(words);
    }

    /** The motif that {@code word} names, in the singular or the plural. */
    static Optional<Motif> named(String word) {
        return Arrays.stream(values())
                .filter(motif -> motif.words.contains(word)
                        || motif.words.contains(word.replaceFirst("s$", ""))
                        || motif.words.contains(word.replaceFirst("es$", "")))
                .findFirst();
    }

    Place place() {
        return place;
    }

    /** The colour it has when the prompt names none. */
    Color colour() {
        return colour;
    }

    void draw(Brush brush, Color with) {
        drawing.draw(brush, with);
    }
}
