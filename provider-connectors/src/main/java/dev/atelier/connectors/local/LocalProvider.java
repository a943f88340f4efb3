package dev.atelier.connectors.local;

import ai.onnxruntime.OrtException;
import dev.atelier.connectors.picture.InputPicture;
import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.provider.Device;
import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.failure.Failure;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Runs diffusion models in this process, one generation at a time. A job is done within the call that submits it, so none
 * is ever pending, and what breaks off leaves nothing behind.
 */
final class LocalProvider implements Provider {
    static final String NAME = "local";

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE);

    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(5);

    private final ModelCatalogue catalogue;
    private final ModelShelf<DiffusionModel> shelf;
    private final DeviceThread thread;
    private final Gauge gauge;

    LocalProvider(LocalSettings settings) {
        catalogue = new ModelCatalogue(settings.models());
        shelf = new ModelShelf<>(settings.memory(), DiffusionModel::close);
        thread = new DeviceThread(settings.threads());
        gauge = new Gauge(meter(thread), BETWEEN_READINGS);
    }

    /** Whichever device opens is measured. */
    private static Gauge.Meter meter(DeviceThread thread) {
        var processor = new ProcessorMeter();
        var nvidia = NvidiaSmi.ofFirst(System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", ""));
        return () -> {
            Optional<String> device = thread.device();
            return device.isEmpty()
                    ? Optional.empty()
                    : (device.get().equals(Hardware.PROCESSOR) ? processor : nvidia).read();
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        var in = new Parameters(job.parameters());
        var request = LocalRequest.read(in, job);
        if (in.violation().isPresent()) {
            return new Submission.Failed(in.violation().get());
        }
        var files = catalogue.find(job.providerModel());
        if (files.isEmpty()) {
            return failed(new Failure.ModelNotFound(
                    "The local worker has no model %s; it has %s.".formatted(job.providerModel(), catalogue.names())));
        }
        if (request.image().isEmpty()) {
            return run(files.get(), new Order(request, in, Optional.empty(), progress));
        }
        return switch (job.inputs().read("image", request.image().get())) {
            case InputFile.Unreadable(var failure) -> failed(failure);
            case InputFile.Read file -> {
                Optional<BufferedImage> picture = InputPicture.decode(file.content());
                in.check(picture.isPresent(), "image", "must be a PNG, JPEG, WebP or GIF of at most 4096x4096 pixels");
                yield in.violation().isPresent()
                        ? failed(in.violation().get())
                        : run(files.get(), new Order(request, in, picture, progress));
            }
        };
    }

    /** What is to be done with a model, once it is there. */
    private record Order(LocalRequest request, Parameters in, Optional<BufferedImage> over, Progress progress) {}

    private Submission run(ModelFiles files, Order order) throws InterruptedException {
        try {
            return thread.run(device -> lend(files, order, device));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case OrtException ort ->
                    failed(new Failure.Unavailable("The device could not run the model: %s.".formatted(ort.getCode())));
                case ExecutionException _ ->
                    failed(new Failure.Unavailable("The local worker has no device; its log says why."));
                case null, default -> throw new IllegalStateException("a generation broke off", e);
            };
        }
    }

    private Submission lend(ModelFiles files, Order order, Hardware device) throws OrtException, InterruptedException {
        try {
            return switch (shelf.lend(files.model(), files.bytes(), () -> DiffusionModel.load(files, device))) {
                case ModelShelf.Answer.NoRoom<DiffusionModel>(var bytes, var budget) ->
                    failed(new Failure.Unavailable("The model %s takes %d MiB, and the memory for models is %d MiB."
                            .formatted(files.model(), bytes >> 20, budget >> 20)));
                case ModelShelf.Answer.Lent<DiffusionModel>(var lease) -> {
                    try (lease) {
                        yield new Run(files.model(), lease.model(), device)
                                .paint(order.request(), order.in(), order.over(), order.progress());
                    }
                }
            };
        } catch (InvalidConfigException e) {
            return failed(new Failure.Unavailable(
                    "The model %s cannot be used: %s.".formatted(files.model(), e.getMessage())));
        }
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) {
        return failed(new Failure.MalformedReply("The local worker does not know the job by this id."));
    }

    /** Nothing is pending, so there is nothing to stop: a running job stops when its thread is interrupted. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    @Override
    public Optional<Device> device() {
        return thread.device()
                .map(name -> new Device(name, shelf.names(), shelf.used(), shelf.budget(), gauge.latest()));
    }

    @Override
    public void close() {
        gauge.close();
        if (thread.stop()) {
            shelf.close();
        }
    }
}
