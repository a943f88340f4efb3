package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.account.Account;
import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.account.Accounts.Access;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Messages;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * An API as one vendor has it. Each call bears the credentials of an account and goes to the base URL of that account, or
 * to another host of the same vendor, nowhere else; it is sent once. Thread-safe.
 */
public final class VendorApi {
    /** Holds ten large pictures in base64. */
    private static final long LARGEST_ANSWER = 128L * 1024 * 1024;

    /** The longest wait for an answer to a question about a job. */
    private static final Duration QUESTION = Duration.ofSeconds(30);

    /** The longest wait for a WebSocket, which nobody depends on. */
    private static final Duration TO_LISTEN = Duration.ofSeconds(5);

    private final ProviderContext context;
    private final AccountRules rules;
    private final Authorization authorization;
    private final Map<HttpUrl, Outlet> outlets;
    private final UnaryOperator<HttpUrl> place;

    public VendorApi(ProviderContext context, AccountRules rules, Authorization authorization) {
        this(context, rules, authorization, new ConcurrentHashMap<>(), UnaryOperator.identity());
    }

    private VendorApi(
            ProviderContext context,
            AccountRules rules,
            Authorization authorization,
            Map<HttpUrl, Outlet> outlets,
            UnaryOperator<HttpUrl> place) {
        this.context = requireNonNull(context);
        this.rules = requireNonNull(rules);
        this.authorization = requireNonNull(authorization);
        this.outlets = outlets;
        this.place = place;
    }

    /**
     * The part of the API that is at {@code host}, one of the vendor's {@code hosts}. An account whose base URL is none of
     * them has all of the API there.
     */
    public VendorApi at(String host, VendorHosts hosts) {
        return new VendorApi(context, rules, authorization, outlets, base -> hosts.at(host, base));
    }

    /**
     * Makes a call that may start {@code job}, as long as that is this worker's to start. Without an answer the failure is
     * {@code Unavailable} when nothing was sent, {@code Uncertain} when something was, {@code AccountRefused} when the
     * account cannot be used, {@code LeaseExpired} when the job is another worker's.
     */
    public Heard submit(Job job, Call call, Duration time) throws InterruptedException {
        return switch (access(job.account())) {
            case Access.Refused(var failure) -> new Heard.Nothing(failure);
            case Access.Granted(var granted) ->
                job.claim().confirm()
                        ? heard(send(granted, call, time))
                        : new Heard.Nothing(new Failure.LeaseExpired("Another worker may be about to start the job."));
        };
    }

    /** Makes a call that starts no job but may take long, such as an upload. Without an answer: as a submit. */
    public Heard upload(String account, Call call, Duration time) throws InterruptedException {
        return switch (access(account)) {
            case Access.Refused(var failure) -> new Heard.Nothing(failure);
            case Access.Granted(var granted) -> heard(send(granted, call, time));
        };
    }

    private Heard heard(Reply<byte[]> reply) {
        return switch (reply) {
            case Reply.Answer<byte[]> answer -> answer(answer);
            case Reply.Unsent<byte[]>(var why, var blocked) ->
                new Heard.Nothing(
                        blocked ? new Failure.AccountRefused(sentence(why)) : new Failure.Unavailable(sentence(why)));
            case Reply.Unanswered<byte[]>(var why) -> new Heard.Nothing(new Failure.Uncertain(sentence(why)));
            case Reply.TooLarge<byte[]> _ -> tooLarge();
        };
    }

    /** Makes a call that starts nothing. Without an answer the failure is {@code Uncertain}: nobody knows, ask again. */
    public Heard ask(String account, Call call) throws InterruptedException {
        return switch (access(account)) {
            case Access.Refused(var failure) -> new Heard.Nothing(new Failure.Uncertain(failure.detail()));
            case Access.Granted(var granted) ->
                switch (send(granted, call, QUESTION)) {
                    case Reply.Answer<byte[]> answer -> answer(answer);
                    case Reply.Unsent<byte[]> unsent ->
                        new Heard.Nothing(new Failure.Uncertain(sentence(unsent.why())));
                    case Reply.Unanswered<byte[]>(var why) -> new Heard.Nothing(new Failure.Uncertain(sentence(why)));
                    case Reply.TooLarge<byte[]> _ -> tooLarge();
                };
        };
    }

    /** Where the vendor is to call when something happens to {@code job}; it is asked all the same, now and then. */
    public Optional<String> callbackUrl(Job job) {
        return context.callbacks().map(callbacks -> callbacks.url(rules.provider(), job.generationId()));
    }

    /** What the vendor is to sign that call with, where it takes a secret with each job; there as long as the URL is. */
    public Optional<Secret> callbackSecret(Job job) {
        return context.callbacks().map(callbacks -> callbacks.signingSecret(rules.provider(), job.generationId()));
    }

    /** Whether the vendor is told to call. */
    public boolean isCalledBack() {
        return context.callbacks().isPresent();
    }

    /** Tries the credentials of {@code account} with a call that costs nothing. Empty: they are good. */
    public Optional<Failure> probe(String account, Call call) throws InterruptedException {
        return probe(
                account, call, answer -> answer.status() == 401 || answer.status() == 402 || answer.status() == 403);
    }

    /** The same, for a vendor that says otherwise when it {@code refuses} credentials. */
    public Optional<Failure> probe(String account, Call call, Predicate<Heard.Answer> refuses)
            throws InterruptedException {
        if (access(account) instanceof Access.Refused(var failure)) {
            return Optional.of(failure);
        }
        return switch (ask(account, call)) {
            case Heard.Nothing(var failure) -> Optional.of(failure);
            case Heard.Answer answer when answer.isSuccess() -> Optional.empty();
            case Heard.Answer answer ->
                Optional.of(
                        refuses.test(answer)
                                ? new Failure.AccountRefused(sentence("refuses the credentials of this account"))
                                : new Failure.Unavailable(sentence("answered with status " + answer.status())));
        };
    }

    /** Listens to the WebSocket at {@code path}. None where there is none to listen to, for whatever reason. */
    public Optional<Messages> listen(String account, String path) throws InterruptedException {
        return access(account) instanceof Access.Granted(var granted)
                ? outlet(granted.base()).listen(request(granted, Call.get(path)), TO_LISTEN)
                : Optional.empty();
    }

    /** The URL of {@code path} at {@code account}, for files that lie at the API itself; none where it cannot be used. */
    public Optional<HttpUrl> url(String account, String path) {
        return access(account) instanceof Access.Granted(var granted)
                ? Optional.of(url(granted.base(), path))
                : Optional.empty();
    }

    /** Where the API of {@code account} is reached, and whatever is public: for files, which need no credentials. */
    Outlet outlet(String account) {
        return access(account) instanceof Access.Granted(var granted)
                ? outlet(granted.base())
                : context.http().outlet();
    }

    private Access access(String account) {
        return context.accounts().access(account, rules);
    }

    private Outlet outlet(HttpUrl base) {
        return outlets.computeIfAbsent(base, context.http()::outlet);
    }

    private Reply<byte[]> send(Account account, Call call, Duration time) throws InterruptedException {
        return outlet(account.base()).send(request(account, call), new Limits(time, LARGEST_ANSWER));
    }

    private Request request(Account account, Call call) {
        var request = new Request.Builder()
                .url(url(place.apply(account.base()), call.path()))
                .header("Accept", "application/json")
                .header("User-Agent", "atelier")
                .method(call.method(), call.body().orElse(null));
        call.headers().forEach(request::header);
        account.key().ifPresent(key -> authorization.show(key.value(), request));
        return request.build();
    }

    private static HttpUrl url(HttpUrl base, String path) {
        String root = base.toString();
        return HttpUrl.get((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    private static Heard answer(Reply.Answer<byte[]> answer) {
        return new Heard.Answer(answer.status(), answer.headers(), answer.body());
    }

    private Heard tooLarge() {
        return new Heard.Nothing(new Failure.MalformedReply(sentence("answered with more than is sensible")));
    }

    private String sentence(String why) {
        return "%s %s.".formatted(rules.provider(), why);
    }
}
