package dev.atelier.connectors.local.schedule;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * What a model's {@code scheduler_config.json} says; a key that is absent means what it means to the library that wrote it.
 *
 * @param kind            which scheduler
 * @param trainingSteps   timesteps of the training
 * @param betas           how the noise grew from {@code betaStart} to {@code betaEnd}
 * @param spacing         which timesteps a run visits
 * @param stepsOffset     added to each of them, for leading spacing
 * @param lastAlphaIsOne  whether the last step leaves no noise; else it leaves that of timestep 0
 * @param prediction      what the network predicts
 * @param clip            bound of a clean value, where there is one
 * @param originalSteps   steps of the model that a consistency model was made from
 * @param timestepScaling how soon a consistency model trusts itself
 */
public record SchedulerConfig(
        Kind kind,
        int trainingSteps,
        double betaStart,
        double betaEnd,
        Betas betas,
        Spacing spacing,
        int stepsOffset,
        boolean lastAlphaIsOne,
        Prediction prediction,
        OptionalDouble clip,
        int originalSteps,
        double timestepScaling) {
    private static final int MOST_TRAINING_STEPS = 100_000;

    /** Ways of sampling that change the result and are not known here. */
    private static final List<String> UNKNOWN_WAYS = List.of(
            "trained_betas",
            "rescale_betas_zero_snr",
            "thresholding",
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas");

    /** The schedulers. */
    enum Kind {
        DDIM("DDIMScheduler", "leading"),
        /** The pseudo numerical method, whose config DDIM understands: Stable Diffusion 1 comes with it. */
        PNDM("PNDMScheduler", "leading"),
        EULER("EulerDiscreteScheduler", "linspace"),
        EULER_ANCESTRAL("EulerAncestralDiscreteScheduler", "linspace"),
        LCM("LCMScheduler", "leading");

        private final String className;
        private final String usualSpacing;

        Kind(String className, String usualSpacing) {
            this.className = className;
            this.usualSpacing = usualSpacing;
        }
    }

    public SchedulerConfig {
        check(
                trainingSteps > 0 && trainingSteps <= MOST_TRAINING_STEPS,
                "num_train_timesteps",
                "must be from 1 to " + MOST_TRAINING_STEPS,
                trainingSteps);
        check(stepsOffset >= 0, "steps_offset", "must not be negative", stepsOffset);
        check(
                kind != Kind.LCM || (originalSteps > 0 && originalSteps <= trainingSteps),
                "original_inference_steps",
                "must be from 1 to num_train_timesteps",
                originalSteps);
    }

    /**
     * Reads the config.
     *
     * @throws dev.atelier.platform.config.InvalidConfigException when it asks for what is not known here
     */
    public static SchedulerConfig read(JsonNode json) {
        UNKNOWN_WAYS.forEach(key -> mustBeOff(json, key));
        must(json, "interpolation_type", "linear");
        must(json, "timestep_type", "discrete");
        must(json, "final_sigmas_type", "zero");
        Kind kind = kind(json.path("_class_name").asString(""));
        boolean lcm = kind == Kind.LCM;
        // Only DDIM bounds a clean value unless told not to.
        boolean clips = json.path("clip_sample").asBoolean(kind == Kind.DDIM);
        return new SchedulerConfig(
                kind,
                json.path("num_train_timesteps").asInt(1000),
                json.path("beta_start").asDouble(lcm ? 0.00085 : 0.0001),
                json.path("beta_end").asDouble(lcm ? 0.012 : 0.02),
                one(Betas.values(), "beta_schedule", json, lcm ? "scaled_linear" : "linear"),
                one(Spacing.values(), "timestep_spacing", json, kind.usualSpacing),
                json.path("steps_offset").asInt(0),
                json.path("set_alpha_to_one").asBoolean(kind != Kind.PNDM),
                one(Prediction.values(), "prediction_type", json, "epsilon"),
                clips ? OptionalDouble.of(json.path("clip_sample_range").asDouble(1)) : OptionalDouble.empty(),
                json.path("original_inference_steps").asInt(50),
                json.path("timestep_scaling").asDouble(10));
    }

    /** The scheduler's name, as in the config. */
    public String name() {
        return kind.className;
    }

    /** Whether the model guesses the whole picture in each of a few steps. */
    public boolean isConsistency() {
        return kind == Kind.LCM;
    }

    /** Most steps that a run can have. */
    public int mostSteps() {
        return isConsistency() ? originalSteps : trainingSteps;
    }

    /** Steps that usually do. */
    public int usualSteps() {
        return isConsistency() ? 4 : 20;
    }

    private static Kind kind(String name) {
        var known = Arrays.stream(Kind.values())
                .filter(kind -> kind.className.equals(name))
                .findFirst();
        check(
                known.isPresent(),
                "_class_name",
                "must be one of "
                        + Arrays.stream(Kind.values())
                                .map(kind -> kind.className)
                                .toList(),
                name);
        return known.orElseThrow();
    }

    private static void mustBeOff(JsonNode json, String key) {
        JsonNode value = json.path(key);
        boolean off = value.isMissingNode() || value.isNull() || value.equals(BooleanNode.FALSE);
        check(off, key, "is not supported", value);
    }

    private static void must(JsonNode json, String key, String only) {
        String value = json.path(key).asString(only);
        check(value.equals(only), key, "must be " + only, value);
    }

    private static <E extends Enum<E>> E one(E[] values, String key, JsonNode json, String usual) {
        String word = json.path(key).asString(usual);
        var known =
                Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
        check(
                known.isPresent(),
                key,
                "must be one of "
                        + Arrays.stream(values).map(SchedulerConfig::word).toList(),
                word);
        return known.orElseThrow();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
