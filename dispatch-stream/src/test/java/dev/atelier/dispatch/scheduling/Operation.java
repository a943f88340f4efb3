package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import dev.atelier.event.PauseKind;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of a history. A number that chooses among what is there wraps around, and does nothing where nothing is there,
 * so each part of a history is a history.
 */
sealed interface Operation {
    /** A new generation is admitted. */
    record Submit(Wish wish) implements Operation {}

    /** What a client asks for. */
    record Wish(int project, int model, Lane lane, int priority, Terms terms) {}

    /** How long it may take, and how long until somebody begins; whether it rather fails than waits. */
    record Terms(Optional<Duration> within, Optional<Duration> startWithin, boolean orReject) {}

    /** The same generation again: admission lets it through when it never did, and never after its end. */
    record SubmitAgain(int generation) implements Operation {}

    /** Somebody wants a generation stopped. */
    record Cancel(int generation) implements Operation {}

    /** Somebody wants a generation to go first in its flow. */
    record Move(int generation) implements Operation {}

    /** An operator pauses something, or resumes it. */
    record Pause(Paused what, boolean on) implements Operation {}

    /** What is paused. */
    record Paused(PauseKind kind, int which) {}

    /** Somebody empties the line of what fits. */
    record Purge(Fitting fitting) implements Operation {}

    /** Which part of the line. */
    record Fitting(
            Optional<Integer> account, Optional<Integer> project, Optional<Integer> model, Optional<Lane> lane) {}

    /** Admission sends on what came back from one account to the next. */
    record Readmit() implements Operation {}

    /** Scheduling reads so many of the reports that lie on the log. */
    record Read(int reports) implements Operation {}

    /** Time passes, and scheduling looks whenever it said that there is something to do. */
    record Pass(Duration time) implements Operation {}

    /** Time passes, and scheduling stands still. */
    record Stall(Duration time) implements Operation {}

    /** Scheduling looks, whether it has to or not. */
    record Tick() implements Operation {}

    /** Scheduling starts anew on the same stores. */
    record Restart() implements Operation {}

    /** Config sets a limit. */
    record Define(Config.Kind kind, int which, Limit limit) implements Operation {}

    /** A worker takes a job; its first word may be lost, and its clock may be ahead. */
    record Take(int job, boolean heard, Duration ahead) implements Operation {}

    /** A worker gets on with its job; where that means to ask the vendor, this is the answer. Its report may be lost. */
    record Work(int run, Vendor.Answer answer, boolean heard) implements Operation {}

    /** A worker says that it is still there. */
    record Beat(int run) implements Operation {}

    /** A worker is gone without a word. */
    record Die(int run) implements Operation {}

    /** A worker shuts down in order. */
    record HandOver(int run) implements Operation {}

    /** The workers hear that a job is to be stopped. */
    record HearStop(int stop) implements Operation {}

    /** A report is on the log once more, because its worker was not told that it had arrived. */
    record SayAgain(int report) implements Operation {}
}
