package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.objects.ObjectKeys;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Puts the files that a job's parameters refer to in a form that its vendor can read. */
public final class Attachments {
    /** Turns one file into what stands for it in the request: a data URI, or the URL of an upload. */
    @FunctionalInterface
    public interface Carrier {
        /** What stands for {@code file}, which the parameter {@code field} refers to. */
        Carried carry(String field, Read file) throws InterruptedException;
    }

    /** What came of carrying one file. */
    public sealed interface Carried {
        /** It stands for the file. */
        record As(String reference) implements Carried {
            public As {
                requireNonNull(reference);
            }
        }

        /** The file did not get there. */
        record Lost(Failure failure) implements Carried {
            public Lost {
                requireNonNull(failure);
            }
        }
    }

    /** What came of all of them. */
    public sealed interface Attached {
        /** The parameters, which the caller may change. */
        record Parameters(ObjectNode values) implements Attached {
            public Parameters {
                requireNonNull(values);
            }
        }

        /** A file cannot be had or not be handed over. */
        record Missing(Failure failure) implements Attached {
            public Missing {
                requireNonNull(failure);
            }
        }
    }

    private Attachments() {}

    /** Carries a file as a data URI. */
    public static Carried asDataUri(Read file) {
        return new Carried.As(dataUri(file));
    }

    /** {@code file} as a data URI. */
    public static String dataUri(Read file) {
        return "data:%s;base64,%s"
                .formatted(file.mediaType(), Base64.getEncoder().encodeToString(file.content()));
    }

    /** Whether {@code value} refers to a file that only we can read. */
    public static boolean isOurs(String value) {
        return value.startsWith(ObjectKeys.SCHEME) || value.startsWith("data:");
    }

    /**
     * The parameters of {@code job}, with each text that is an object reference or a data URI replaced by what
     * {@code carrier} makes of the file. URLs are left for the vendor to follow.
     */
    public static Attached attach(Job job, Carrier carrier) throws InterruptedException {
        var walk = new Walk(job, carrier);
        var values = (ObjectNode) walk.through(job.parameters(), "");
        return walk.failure == null ? new Attached.Parameters(values) : new Attached.Missing(walk.failure);
    }

    /** One way through the parameters of one job, which copies them. Ends with the first file that is missing. */
    private static final class Walk {
        private final Job job;
        private final Carrier carrier;
        private @Nullable Failure failure;

        Walk(Job job, Carrier carrier) {
            this.job = job;
            this.carrier = carrier;
        }

        JsonNode through(JsonNode node, String path) throws InterruptedException {
            return switch (node) {
                case ObjectNode object -> {
                    var copy = object.objectNode();
                    for (var entry : object.properties()) {
                        String field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                        copy.set(entry.getKey(), through(entry.getValue(), field));
                    }
                    yield copy;
                }
                case ArrayNode array -> {
                    var copy = array.arrayNode();
                    for (int i = 0; i < array.size(); i++) {
                        copy.add(through(array.get(i), "%s[%d]".formatted(path, i)));
                    }
                    yield copy;
                }
                case StringNode text when isOurs(text.asString()) && failure == null -> carried(path, text);
                default -> node;
            };
        }

        private JsonNode carried(String field, StringNode reference) throws InterruptedException {
            var carried = switch (job.inputs().read(field, reference.asString())) {
                case InputFile.Unreadable(var why) -> new Carried.Lost(why);
                case Read file -> carrier.carry(field, file);
            };
            switch (carried) {
                case Carried.As(var stand) -> {
                    return StringNode.valueOf(stand);
                }
                case Carried.Lost(var why) -> {
                    failure = why;
                    return reference;
                }
            }
        }
    }
}
