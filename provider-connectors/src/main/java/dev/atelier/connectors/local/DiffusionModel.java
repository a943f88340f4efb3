package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.OrtException;
import dev.atelier.connectors.local.schedule.SchedulerConfig;
import dev.atelier.connectors.local.text.ClipTokenizer;
import dev.atelier.connectors.picture.Size;
import dev.atelier.platform.config.InvalidConfigException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A loaded model: its networks, its tokenizer and its scheduler's config. Thread-safe, until it is closed.
 *
 * @param text      reads prompts
 * @param unet      predicts noise
 * @param vae       makes pictures of samples
 * @param scheduler how noise is taken off
 */
record DiffusionModel(TextEncoder text, Unet unet, Vae vae, SchedulerConfig scheduler) implements AutoCloseable {
    DiffusionModel {
        check(
                unet.channels() == vae.channels(),
                "unet.in_channels",
                "must be the vae's latent_channels, %d (inpainting models are not supported)".formatted(vae.channels()),
                unet.channels());
    }

    /**
     * Loads the model in {@code files} onto {@code device}.
     *
     * @throws InvalidConfigException when the files are not such a model
     */
    static DiffusionModel load(ModelFiles files, Hardware device) {
        Deque<Network> opened = new ArrayDeque<>();
        boolean done = false;
        try {
            var model = load(files, part -> {
                files.mustHave(part + "/" + ModelFiles.NETWORK);
                var network = device.load(files, part);
                opened.push(network);
                return network;
            });
            done = true;
            return model;
        } catch (OrtException e) {
            throw new InvalidConfigException("a network could not be loaded: " + e.getCode(), e);
        } finally {
            if (!done) {
                opened.forEach(Network::close);
            }
        }
    }

    private interface Opener {
        Network open(String part) throws OrtException;
    }

    private static DiffusionModel load(ModelFiles files, Opener opener) throws OrtException {
        // The small files first: what is wrong with them shows without loading gigabytes.
        files.json("model_index.json");
        var scheduler = SchedulerConfig.read(files.json("scheduler/scheduler_config.json"));
        var tokenizer = new ClipTokenizer(
                files.json("tokenizer/vocab.json"),
                files.text("tokenizer/merges.txt"),
                files.jsonIfThere("tokenizer/tokenizer_config.json"));
        var text = new TextEncoder(tokenizer, opener.open("text_encoder"));
        var unet = new Unet(opener.open("unet"), files.jsonIfThere("unet/config.json"));
        var decoder = opener.open("vae_decoder");
        boolean encodes = files.has("vae_encoder/" + ModelFiles.NETWORK);
        Optional<Network> encoder = encodes ? Optional.of(opener.open("vae_encoder")) : Optional.empty();
        return new DiffusionModel(
                text, unet, new Vae(decoder, encoder, files.jsonIfThere("vae_decoder/config.json")), scheduler);
    }

    /** The size of a picture that nobody gave a size for: what the model was taught, or the only one that it makes. */
    Size usualSize() {
        int side = unet.usualSide() * vae.factor();
        int width = fixedSide(3);
        int height = fixedSide(2);
        return new Size(width > 0 ? width : side, height > 0 ? height : side);
    }

    /** What width and height of a picture are multiples of, in pixels, where the model tells. */
    OptionalInt unit() {
        var unit = unet.unit();
        return unit.isPresent() ? OptionalInt.of(unit.getAsInt() * vae.factor()) : unit;
    }

    /** The only width (3) or height (2) of a picture that it makes, in pixels; -1 where there are many. */
    int fixedSide(int dimension) {
        long fixed = unet.fixedSide(dimension);
        return fixed > 0 ? (int) fixed * vae.factor() : -1;
    }

    @Override
    public void close() {
        text.close();
        unet.close();
        vae.close();
    }
}
