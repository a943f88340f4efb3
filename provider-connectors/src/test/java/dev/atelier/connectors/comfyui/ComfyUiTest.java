package dev.atelier.connectors.comfyui;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.FormParts;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A ComfyUI server. */
class ComfyUiTest extends VendorContract {
    private static final Job ANY = Jobs.of(Capability.TEXT_TO_IMAGE, "{}");
    private static final String ID = RunIds.of(ANY, 1);
    private static final String QUESTION = "GET /history/" + ID;
    private static final String IDLE = "{\"queue_running\": [], \"queue_pending\": []}";

    @Override
    protected ProviderFactory factory() {
        return new ComfyUiFactory();
    }

    @Override
    protected Job job() {
        return job(1);
    }

    @Override
    protected String submitRoute() {
        return "POST /prompt";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, "{\"prompt_id\": \"%s\", \"number\": 3, \"node_errors\": {}}".formatted(ID));
    }

    @Override
    protected void finishes() {
        vendor.on("GET /ws", json(404, "{}"));
        vendor.on("GET /queue", json(200, running(ID)));
        vendor.on(QUESTION, json(200, "{}"), json(200, success()));
        vendor.on("GET /view", bytes(PICTURE));
    }

    /** It asks for none. */
    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().toString()).doesNotContain(KEY);
    }

    @Override
    protected void assertFitsALostAnswer(Submission submission) {
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Pending.class,
                        pending -> assertThat(pending.providerRequestId()).isEqualTo(ID));
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(
                        400,
                        """
                        {"error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation",
                          "details": "", "extra_info": {}},
                         "node_errors": {"1": {"class_type": "CheckpointLoaderSimple", "errors": [{"type": "value_not_in_list",
                          "message": "Value not in list", "details": "ckpt_name: 'model' not in []"}]}}}""",
                        new Failure.InvalidRequest(
                                "comfyui: Prompt outputs failed validation;"
                                        + " CheckpointLoaderSimple: Value not in list: ckpt_name: 'model' not in []",
                                Optional.empty())),
                row(
                        400,
                        "{\"error\": \"no prompt\", \"node_errors\": {}}",
                        new Failure.InvalidRequest("comfyui: no prompt", Optional.empty())),
                row(413, "", new Failure.InvalidRequest("comfyui: status 413", Optional.empty())),
                row(500, "500 Internal Server Error", new Failure.Unavailable("comfyui: status 500")),
                row(503, "{}", new Failure.Unavailable("comfyui: status 503")));
    }

    @Test
    void submitsTheFilledWorkflowUnderAnIdOfOurs() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        assertThat(body(submitRoute())).isEqualTo(Json.MAPPER.readTree("""
                {"prompt_id": "%s", "client_id": "%s", "prompt": {
                  "1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "model"}},
                  "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "photo of a red fox in the snow, best", "clip": ["1", 1]}},
                  "3": {"class_type": "KSampler", "inputs": {"seed": 7, "steps": 20}}}}""".formatted(ID, RunIds.client(ANY))));
    }

    @Test
    void looksForALostRunInTheQueueAndTheHistory() throws InterruptedException {
        assertThat(provider().repeatable()).isTrue();
        vendor.on(submitRoute(), json(504, "{}"));
        finishes();

        var done = run(provider(), job());

        assertThat(done).isInstanceOf(Submission.Succeeded.class);
        assertThat(vendor.heard(submitRoute())).hasSize(1);
    }

    @Test
    void takesOverWhatAnEarlierAttemptSubmitted() throws InterruptedException {
        vendor.on("GET /queue", json(200, running(ID)));

        var taken = (Submission.Pending) provider().submit(job(2), (_, _) -> {});

        assertThat(taken.providerRequestId()).isEqualTo(ID);
        assertThat(vendor.heard(submitRoute())).isEmpty();
    }

    @Test
    void submitsUnderAnotherIdWhatNoEarlierAttemptDid() throws InterruptedException {
        vendor.on("GET /queue", json(200, IDLE));
        vendor.on(QUESTION, json(200, "{}"));
        vendor.on("GET /history/" + RunIds.of(ANY, 2), json(200, "{}"));
        vendor.on(submitRoute(), accepted());

        provider().submit(job(3), (_, _) -> {});

        assertThat(body(submitRoute()).path("prompt_id").asString()).isEqualTo(RunIds.of(ANY, 3));
        assertThat(vendor.understoodAll()).isTrue();
    }

    @Test
    void submitsNothingWhileNobodySaysWhatTheEarlierAttemptDid() throws InterruptedException {
        vendor.on("GET /queue", json(500, "{}"));

        assertThat(failure(provider().submit(job(2), (_, _) -> {}))).isInstanceOf(Failure.Unavailable.class);
        assertThat(vendor.heard(submitRoute())).isEmpty();
    }

    @Test
    void endsARunThatAServerForgot() throws InterruptedException {
        vendor.on("GET /queue", json(200, IDLE));
        vendor.on(QUESTION, json(200, "{}"));

        assertThat(failure(provider().check(job(), ID, (_, _) -> {}))).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void followsARunByItsSocketAndAsksOnlyOnceMore() throws InterruptedException {
        vendor.on(
                "GET /ws",
                new MockResponse.Builder().webSocketUpgrade(telling("""
                {"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 1}}}}
                {"type": "execution_start", "data": {"prompt_id": "ID", "timestamp": 1}}
                {"type": "execution_cached", "data": {"prompt_id": "ID", "nodes": ["1"]}}
                {"type": "executing", "data": {"prompt_id": "ID", "node": "2"}}
                {"type": "progress", "data": {"prompt_id": "another", "node": "3", "value": 20, "max": 20}}
                {"type": "executing", "data": {"prompt_id": "ID", "node": "3"}}
                {"type": "progress", "data": {"prompt_id": "ID", "node": "3", "value": 5, "max": 20}}
                {"type": "progress_state", "data": {"prompt_id": "ID", "nodes": {"1": {"value": 1, "max": 1}, "2": {"value": 1, "max": 1}, "3": {"value": 10, "max": 20}}}}
                {"type": "progress", "data": {"prompt_id": "ID", "node": "3", "value": 8, "max": 20}}
                not JSON
                {"type": "execution_success", "data": {"prompt_id": "ID"}}
                {"type": "executing", "data": {"prompt_id": "ID", "node": null}}""")).build());
        vendor.on("GET /queue", json(200, running(ID)));
        vendor.on(QUESTION, json(200, "{}"), json(200, success()));
        vendor.on("GET /view", bytes(PICTURE));
        List<Double> heard = new ArrayList<>();

        var done = provider().check(job(), ID, (fraction, _) -> heard.add(Math.round(fraction * 100) / 100.0));

        assertThat(done).isInstanceOf(Submission.Succeeded.class);
        assertThat(heard).containsExactly(0.33, 0.67, 0.75, 0.83);
        assertThat(vendor.heard("GET /ws").getFirst().getUrl().queryParameter("clientId"))
                .isEqualTo(RunIds.client(ANY));
        assertThat(vendor.heard(QUESTION)).hasSize(2);
    }

    @Test
    void asksForTheRunWhenTheSocketEnds() throws InterruptedException {
        vendor.on(
                "GET /ws",
                new MockResponse.Builder()
                        .webSocketUpgrade(new WebSocketListener() {
                            @Override
                            public void onOpen(WebSocket socket, Response response) {
                                socket.close(1001, null);
                            }
                        })
                        .build());
        vendor.on("GET /queue", json(200, running(ID)));
        vendor.on(QUESTION, json(200, "{}"));

        assertThat(provider().check(job(), ID, (_, _) -> {})).isInstanceOf(Submission.Pending.class);
    }

    @Test
    void bringsWhatWasSavedAndNotWhatWasOnlyShown() throws InterruptedException {
        vendor.on(QUESTION, json(200, success()));
        vendor.on("GET /view", bytes(PICTURE));

        var done = (Submission.Succeeded) provider().check(job(), ID, (_, _) -> {});

        assertThat(done.outputs()).hasSize(1);
        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
        assertThat(vendor.heard("GET /view"))
                .singleElement()
                .satisfies(request -> assertThat(request.getUrl().encodedQuery())
                        .isEqualTo("filename=A%20fox_1_.png&subfolder=day%2F1&type=output"));
        assertThat(done.metrics()).containsEntry("execution_seconds", 2.5);
        assertThat(done.details()).containsEntry("seed", "7");
    }

    @Test
    void givesTheTextThatAWorkflowShows() throws InterruptedException {
        vendor.on(QUESTION, json(200, run("{\"5\": {\"text\": [\"A \", \"fox.\"]}}", "success", "")));
        var job = Jobs.of(Capability.DESCRIBE, job().parameters().toString());

        var done = (Submission.Succeeded) provider().check(job, ID, (_, _) -> {});

        assertThat(new String(content(done.outputs().getFirst().content()), UTF_8))
                .isEqualTo("A fox.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error | [\"execution_error\", {\"node_type\": \"KSampler\", \"exception_message\": \"CUDA out of memory\"}] | ProviderFailed | comfyui: KSampler: CUDA out of memory",
                "error | [\"execution_error\", {\"node_type\": \"KSampler\", \"exception_message\": \"bad: a red fox in the snow\"}] | ProviderFailed | comfyui refused the request.",
                "error | [\"execution_interrupted\", {}] | ProviderFailed | comfyui: the run was interrupted.",
                "error | [] | ProviderFailed | comfyui: the run failed.",
                "success | [] | MalformedReply | comfyui's run saved nothing.",
                "dreaming | [] | MalformedReply | comfyui does not say how the run ended.",
            })
    void readsEachEnding(String status, String message, String failure, String detail) throws InterruptedException {
        vendor.on(QUESTION, json(200, run("{\"9\": {\"images\": [], \"animated\": [true]}}", status, message)));

        var ended = failure(provider().check(job(), ID, (_, _) -> {}));

        assertThat(ended.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(ended.detail()).isEqualTo(detail);
    }

    @Test
    void uploadsFilesAndFillsInTheirNames() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        vendor.on(
                "POST /upload/image",
                json(200, "{\"name\": \"x.png\", \"subfolder\": \"atelier\", \"type\": \"input\"}"));
        var job = Jobs.of(Capability.IMAGE_TO_IMAGE, """
                {"image": "object://1", "workflow": {"1": {"class_type": "LoadImage", "inputs": {"image": "{{image}}"}}}}""", 1, (_, _) -> new InputFile.Read("image/png", PICTURE));

        provider().submit(job, (_, _) -> {});

        assertThat(body(submitRoute()).at("/prompt/1/inputs/image").asString()).isEqualTo("atelier/x.png");
        var upload = vendor.heard("POST /upload/image").getFirst();
        assertThat(FormParts.texts(upload)).containsExactly("type=input", "subfolder=atelier", "overwrite=true");
        assertThat(FormParts.files(upload))
                .singleElement()
                .satisfies(file -> assertThat(file).matches("image/[0-9a-f]{64}\\.png/image/png"));
    }

    @Test
    void startsNothingWhenAnUploadFails() throws InterruptedException {
        vendor.on("POST /upload/image", json(502, "{}"));
        var job = Jobs.of(Capability.IMAGE_TO_IMAGE, """
                {"image": "object://1", "workflow": {"1": {"inputs": {"image": "{{image}}"}}}}""", 1, (_, _) -> new InputFile.Read("image/png", PICTURE));

        assertThat(failure(provider().submit(job, (_, _) -> {}))).isInstanceOf(Failure.Unavailable.class);
        assertThat(vendor.heard(submitRoute())).isEmpty();
    }

    @Test
    void cancelsWhatWaitsAndInterruptsOnlyItsOwnRun() throws InterruptedException {
        vendor.on("POST /queue", json(200, ""));
        vendor.on("POST /interrupt", json(200, ""));
        vendor.on("GET /queue", json(200, running("another")), json(200, running(ID)));

        provider().cancel(job(), ID);
        assertThat(vendor.heard("POST /interrupt")).isEmpty();
        provider().cancel(job(), ID);

        assertThat(body("POST /queue")).isEqualTo(Json.MAPPER.readTree("{\"delete\": [\"%s\"]}".formatted(ID)));
        assertThat(body("POST /interrupt")).isEqualTo(Json.MAPPER.readTree("{\"prompt_id\": \"%s\"}".formatted(ID)));
    }

    @Test
    void triesWhetherItIsThere() throws InterruptedException {
        vendor.on("GET /system_stats", json(200, "{}"), json(500, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.Unavailable.class);
    }

    private static Job job(int attempt) {
        return Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7, "workflow": {
                  "1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "{{model}}"}},
                  "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "photo of {{prompt}}, best", "clip": ["1", 1]}},
                  "3": {"class_type": "KSampler", "inputs": {"seed": "{{ seed }}", "steps": 20}}}}""", attempt, (_, _) -> new InputFile.Read("image/png", PICTURE));
    }

    private JsonNode body(String route) {
        return Json.MAPPER.readTree(vendor.heard(route).getFirst().getBody().utf8());
    }

    private static WebSocketListener telling(String messages) {
        return new WebSocketListener() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                messages.replace("ID", ID).lines().forEach(socket::send);
            }

            @Override
            public void onClosing(WebSocket socket, int code, String reason) {
                socket.close(code, null);
            }
        };
    }

    private static String running(String id) {
        return "{\"queue_running\": [[3, \"%s\", {}, {}, []]], \"queue_pending\": [[4, \"later\", {}, {}, []]]}"
                .formatted(id);
    }

    private static String success() {
        return run("""
                {"8": {"images": [{"filename": "shown.png", "subfolder": "", "type": "temp"}]},
                 "9": {"images": [{"filename": "A fox_1_.png", "subfolder": "day/1", "type": "output"}], "animated": [false]}}""", "success", """
                ["execution_start", {"timestamp": 1000}], ["execution_success", {"timestamp": 3500}]""");
    }

    private static String run(String outputs, String status, String messages) {
        return """
                {"%s": {"prompt": [], "outputs": %s, "status": {"status_str": "%s", "completed": true, "messages": [%s]}}}""".formatted(ID, outputs, status, messages);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body.lines().findFirst().orElse(""), json(status, body), failure);
    }
}
