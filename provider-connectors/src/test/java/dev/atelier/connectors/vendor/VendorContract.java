package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output.Content;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.worker.TestPictures;
import dev.atelier.event.AccountDefined;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each adapter of a vendor's HTTP API promises: every kind of failure, resuming, canceling, lost, broken and nonsensical
 * answers, and that neither key nor prompt gets where it does not belong. A subclass writes the vendor's lines; where one
 * kind of vendor does otherwise than another (answers at once, or lets itself be asked), the lines say so.
 *
 * @see dev.atelier.connectors.provider.ProviderContract
 */
public abstract class VendorContract {
    protected static final String KEY = "key-that-nobody-may-see-0123456789";
    protected static final Callbacks CALLBACKS = new CallbacksConfig(
                    Optional.of(URI.create("https://atelier.test")),
                    Optional.of(new Secret("a secret of thirty-two characters")))
            .callbacks()
            .orElseThrow();
    protected static final byte[] PICTURE = TestPictures.png(8, 8);
    private static final Progress UNHEARD = (_, _) -> {};
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    protected final ScriptedVendor vendor = new ScriptedVendor();
    /** Where outputs lie that are not in the API's own answers. */
    protected final ScriptedVendor outside = new ScriptedVendor();

    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(
            Duration.ofSeconds(5),
            List.of(
                    "127.0.0.1:" + outside.url("/").port(),
                    "localhost:" + outside.url("/").port())));

    /** What makes the adapter. */
    protected abstract ProviderFactory factory();

    /** Where the API begins, such as {@code /v1}. */
    protected String base() {
        return "/";
    }

    /** A job that makes one picture of a prompt of 16 letters at least. */
    protected abstract Job job();

    /** The route on which {@link #job()} is submitted. */
    protected abstract String submitRoute();

    /** The answer to a submit that takes the job: what it made where the vendor is synchronous. */
    protected abstract MockResponse accepted();

    /**
     * Writes the lines by which a job that was taken ends with {@link #PICTURE}, after one question that is too early. None
     * where the vendor is synchronous and puts outputs in its answers.
     */
    protected void finishes() {}

    /** Shows that {@code request} bears {@link #KEY} as the vendor wants it. */
    protected abstract void assertBearsKey(RecordedRequest request);

    /** Answers to a submit, and the failure that each means. */
    protected abstract Stream<Row> refusals();

    /** Whether the answer to a submit holds the outputs. */
    protected boolean synchronous() {
        return false;
    }

    /** The route on which a job is asked about; where the vendor is synchronous there is none. */
    protected String questionRoute() {
        throw new IllegalStateException("there is nothing to ask about");
    }

    /**
     * Shows that {@code submission} says what can be known after a submit whose answer was lost: nothing, unless the job
     * goes by an id of ours, under which it can be looked for.
     */
    protected void assertFitsALostAnswer(Submission submission) {
        assertThat(failure(submission)).isInstanceOf(Failure.Uncertain.class);
    }

    /** Whether a job can be found again whose submit was not answered, where the vendor calls back. */
    protected boolean findsLostJobs() {
        return false;
    }

    /** Writes the lines by which the vendor shows, among other jobs, the one that {@code submit} asked for. */
    protected void shows(RecordedRequest submit) {
        throw new IllegalStateException("there is nothing to find");
    }

    /** One row of the adapter's table of errors. */
    public record Row(String name, MockResponse answer, Failure failure) {}

    @AfterEach
    void stop() {
        http.close();
        vendor.close();
        outside.close();
    }

    @Test
    void namesItselfAsATopicCan() {
        assertThat(provider().name()).isEqualTo(factory().name()).matches("[a-z0-9][a-z0-9-]*");
        assertThat(provider().capabilities()).contains(job().capability());
    }

    @Test
    protected void makesAPicture() throws Exception {
        vendor.on(submitRoute(), accepted());
        finishes();

        var done = run(provider(), job());

        assertThat(done)
                .isInstanceOfSatisfying(
                        Submission.Succeeded.class,
                        success -> assertThat(success.outputs())
                                .singleElement()
                                .satisfies(output ->
                                        assertThat(content(output.content())).isEqualTo(PICTURE)));
        assertThat(vendor.heard(submitRoute())).hasSize(1);
        assertThat(vendor.heard()).allSatisfy(this::assertBearsKey);
        assertThat(vendor.understoodAll()).isTrue();
        assertThat(outside.heard()).allSatisfy(VendorContract::assertBearsNoKey);
    }

    @Test
    void isAskedByAnotherProcessForWhatItHas() throws Exception {
        assumeFalse(synchronous(), "no job outlives its call");
        vendor.on(submitRoute(), accepted());
        finishes();
        var pending = (Submission.Pending) provider().submit(job(), UNHEARD);

        var done = ask(provider(), job(), pending.providerRequestId());

        assertThat(done).isInstanceOf(Submission.Succeeded.class);
        assertThat(vendor.heard(submitRoute())).hasSize(1);
    }

    @TestFactory
    Stream<DynamicTest> namesTheRemedyForEachRefusal() {
        return refusals()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    vendor.on(submitRoute(), row.answer());

                    assertThat(provider().submit(job(), UNHEARD)).isEqualTo(new Submission.Failed(row.failure()));
                }));
    }

    @Test
    void isUncertainWhenTheAnswerToASubmitIsLost() throws InterruptedException {
        loseAnswer();

        assertFitsALostAnswer(provider().submit(job(), UNHEARD));
        assertThat(vendor.heard(submitRoute())).hasSize(1);
    }

    @Test
    void claimsAJobOnceBeforeItSubmitsIt() throws InterruptedException {
        List<Integer> submitsBefore = new ArrayList<>();
        vendor.on(submitRoute(), accepted());

        provider()
                .submit(
                        Jobs.with(
                                () -> submitsBefore.add(
                                        vendor.heard(submitRoute()).size()),
                                job()),
                        UNHEARD);

        assertThat(submitsBefore).containsExactly(0);
    }

    @Test
    void startsNothingThatIsAnotherWorkersByNow() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        var answer = provider().submit(Jobs.with(() -> false, job()), UNHEARD);

        assertThat(answer).isInstanceOf(Submission.Failed.class);
        assertThat(vendor.heard(submitRoute())).isEmpty();
    }

    @Test
    void looksForAJobOnlyWhereItBearsAMarkOfOurs() {
        assertThat(provider().lookUp()).isEmpty();
        assertThat(provider(CALLBACKS).lookUp().isPresent()).isEqualTo(findsLostJobs());
    }

    @Test
    void goesOnWithAJobWhoseSubmitWasNotAnswered() throws Exception {
        assumeTrue(findsLostJobs(), "nothing shows the job");
        var provider = provider(CALLBACKS);
        loseAnswer();
        finishes();
        assertThat(failure(provider.submit(job(), UNHEARD))).isInstanceOf(Failure.Uncertain.class);
        shows(vendor.heard(submitRoute()).getFirst());

        var found = provider(CALLBACKS).lookUp().orElseThrow().find(job());

        assertThat(ask(provider, job(), found.orElseThrow())).isInstanceOf(Submission.Succeeded.class);
        assertThat(vendor.heard(submitRoute())).hasSize(1);
    }

    @Test
    void findsNoJobOfAnotherAttempt() throws Exception {
        assumeTrue(findsLostJobs(), "nothing shows the job");
        var provider = provider(CALLBACKS);
        loseAnswer();
        provider.submit(job(), UNHEARD);
        shows(vendor.heard(submitRoute()).getFirst());

        assertThat(provider.lookUp().orElseThrow().find(Jobs.again(job()))).isEmpty();
    }

    @Test
    void findsNothingWhereTheVendorDoesNotSay() throws Exception {
        assumeTrue(findsLostJobs(), "nothing shows the job");

        assertThat(provider(CALLBACKS).lookUp().orElseThrow().find(job())).isEmpty();
        vendor.close();
        assertThat(provider(CALLBACKS).lookUp().orElseThrow().find(job())).isEmpty();
    }

    @Test
    void isUncertainWhenTheAnswerToASubmitIsCutOff() throws InterruptedException {
        vendor.on(
                submitRoute(),
                new MockResponse.Builder()
                        .code(200)
                        .body("{\"id\": \"" + "x".repeat(100_000))
                        .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                        .build());

        assertFitsALostAnswer(provider().submit(job(), UNHEARD));
    }

    @Test
    void isUnavailableWhenNobodyListens() throws InterruptedException {
        var provider = provider();
        vendor.close();

        assertThat(failure(provider.submit(job(), UNHEARD))).isInstanceOf(Failure.Unavailable.class);
    }

    @TestFactory
    Stream<DynamicTest> callsANonsensicalAnswerMalformed() {
        return Stream.of("", "null", "[]", "{}", "<html>hello</html>", "{\"id\": {}}", "{\"id\": \"../../etc\"}")
                .map(body -> DynamicTest.dynamicTest("'" + body + "'", () -> {
                    vendor.on(submitRoute(), ScriptedVendor.json(200, body));

                    assertThat(failure(provider().submit(job(), UNHEARD))).isInstanceOf(Failure.MalformedReply.class);
                }));
    }

    @Test
    void waitsAsLongAsAThrottlingVendorAsks() throws InterruptedException {
        vendor.on(submitRoute(), new MockResponse(429, Headers.of("Retry-After", "7"), "{}"));

        assertThat(failure(provider().submit(job(), UNHEARD)))
                .isInstanceOfSatisfying(
                        Failure.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @TestFactory
    Stream<DynamicTest> goesOnAskingWhenAQuestionHasNoAnswer() {
        assumeFalse(synchronous(), "no job outlives its call");
        return Stream.of(500, 502, 503, 504, 429, 408, 401, 403)
                .map(status -> DynamicTest.dynamicTest("status " + status, () -> {
                    vendor.on(submitRoute(), accepted());
                    var pending = (Submission.Pending) provider().submit(job(), UNHEARD);
                    vendor.on(questionRoute(), ScriptedVendor.json(status, "{}"));

                    assertThat(failure(provider().check(job(), pending.providerRequestId(), UNHEARD)))
                            .isInstanceOfAny(Failure.Uncertain.class, Failure.Throttled.class);
                }));
    }

    @Test
    void failsForAnIdThatIsNotItsOwn() throws InterruptedException {
        for (String id : List.of("nobody-knows-me", "../x", "", "a b")) {
            assertThat(failure(provider().check(job(), id, UNHEARD))).isInstanceOf(Failure.MalformedReply.class);
        }
    }

    @Test
    void sendsNothingWithoutTheKeyThatItsAccountNames() throws InterruptedException {
        assertThat(failure(provider(Map.of()).submit(job(), UNHEARD)))
                .isInstanceOfSatisfying(
                        Failure.AccountRefused.class,
                        refused -> assertThat(refused.detail())
                                .contains(factory().accounts().orElseThrow().keyVariable()));
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void neverRepeatsAPromptOrAKey() throws InterruptedException {
        for (int status : List.of(400, 401, 403, 422, 429, 500, 503)) {
            String echo = "{\"detail\": \"%s %s\", \"message\": \"%s\", \"error\": \"%s\"}"
                    .formatted(prompt(), KEY, prompt(), prompt());
            vendor.on(submitRoute(), ScriptedVendor.json(status, echo));

            assertThat(failure(provider().submit(job(), UNHEARD)).detail())
                    .doesNotContain(prompt())
                    .doesNotContain(KEY)
                    .isNotBlank();
        }
    }

    @Test
    void cancelsAsOftenAsAsked() throws InterruptedException {
        var provider = provider();

        assertThatCode(() -> {
                    provider.cancel(job(), "nobody-knows-me");
                    provider.cancel(job(), "nobody-knows-me");
                    provider.cancel(job(), "../x");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        vendor.on(
                submitRoute(),
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
        var provider = provider();
        var ended = new CompletableFuture<Boolean>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                provider.submit(job(), UNHEARD);
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        while (vendor.heard().isEmpty()) {
            Thread.onSpinWait();
        }

        thread.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private void loseAnswer() {
        vendor.on(
                submitRoute(),
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                        .build());
    }

    protected final Provider provider() {
        return provider(Map.of(factory().accounts().orElseThrow().keyVariable(), KEY));
    }

    /** As the usual one, but the vendor may call back. */
    protected final Provider provider(Callbacks callbacks) {
        return provider(Map.of(factory().accounts().orElseThrow().keyVariable(), KEY), Optional.of(callbacks));
    }

    private Provider provider(Map<String, String> environment) {
        return provider(environment, Optional.empty());
    }

    private Provider provider(Map<String, String> environment, Optional<Callbacks> callbacks) {
        var factory = factory();
        var accounts = new Accounts(environment);
        accounts.define(
                job().account(),
                AccountDefined.newBuilder()
                        .setAccount(job().account())
                        .setProvider(factory.name())
                        .setConcurrency(1)
                        .setCredential(factory.accounts().orElseThrow().keyVariable())
                        .setBaseUrl(vendor.url(base()).toString())
                        .build());
        return factory.create(
                new ProviderContext(new ProviderSettings(factory.name(), settings()), http, accounts, callbacks));
    }

    /** The adapter's settings. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Submits, and asks until there is a final word; does not wait as long as the adapter would like to. */
    protected final Submission run(Provider provider, Job job) throws InterruptedException {
        return switch (provider.submit(job, UNHEARD)) {
            case Submission.Pending pending -> ask(provider, job, pending.providerRequestId());
            case Submission ended -> ended;
        };
    }

    private static Submission ask(Provider provider, Job job, String id) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Submission answer = provider.check(job, id, UNHEARD);
        while (answer instanceof Submission.Pending && System.nanoTime() < end) {
            answer = provider.check(job, id, UNHEARD);
        }
        return answer;
    }

    protected static Failure failure(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Failed.class);
        return ((Submission.Failed) submission).failure();
    }

    protected static byte[] content(Content content) {
        try {
            return switch (content) {
                case Content.Bytes(var bytes) -> bytes;
                case Content.TemporaryFile(var path) -> {
                    byte[] bytes = Files.readAllBytes(path);
                    Files.delete(path);
                    yield bytes;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prompt() {
        List<String> texts = new ArrayList<>();
        job().parameters().forEach(value -> texts.add(value.asString("")));
        return texts.stream().filter(text -> text.length() >= 16).findFirst().orElseThrow();
    }

    private static void assertBearsNoKey(RecordedRequest request) {
        assertThat(request.getHeaders().toString()).doesNotContain(KEY);
        assertThat(request.getUrl().toString()).doesNotContain(KEY);
    }
}
