package dev.atelier.cli.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.StandInServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersCommandTest {
    private static final String LIST = "GET /v1/providers";
    private static final String CHECK = "POST /v1/providers/fal/check";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private CommandRun atelier() {
        return new CommandRun(folder).asking(server);
    }

    @Test
    void showsEachProviderWithItsAccounts() {
        server.answer(LIST, 200, """
                {"data": [{"name": "fal", "state": "failing", "slots": 512, "running": 3, "waiting": 12,
                  "accounts": [{"name": "fal", "state": "open", "concurrency": 10, "waiting": 12, "errorRatio": 0.55,
                    "medianMillis": 2500, "p95Millis": 9040}],
                  "workers": [{"id": "w1", "slots": 512, "running": 3, "draining": false,
                    "seenAt": "2026-01-01T12:00:00Z",
                    "device": {"name": "cpu", "warmModels": ["emoji-64"], "usedBytes": 1, "budgetBytes": 2,
                      "load": 0.37, "memoryUsed": 5583457485, "memoryTotal": 17179869184}}]}]}""");

        var result = atelier().run("providers");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("PROVIDER").endsWith("P95"),
                        row -> assertThat(row).startsWith("fal ").contains("failing", "3/512", "12"),
                        row -> assertThat(row).startsWith("  fal ").contains("open", "55 %", "2.50 s", "9.04 s"),
                        row -> assertThat(row).isEqualTo("  w1 has emoji-64 loaded on cpu"),
                        row -> assertThat(row).isEqualTo("  w1's cpu is 37 % busy, 5.2 of 16.0 GiB of memory in use"));
    }

    @Test
    void saysWhichKeyAProviderLacks() {
        server.answer(LIST, 200, """
                {"data": [{"name": "fal", "state": "keyless", "missing": "FAL_KEY", "slots": 0, "running": 0, "waiting": 0,
                  "accounts": [{"name": "fal", "state": "ok", "concurrency": 10, "waiting": 0}], "workers": []}]}""");

        assertThat(atelier().run("providers").outLines()).last().asString().matches("fal +keyless +set FAL_KEY");
    }

    @Test
    void printsThemAsJson() {
        server.answer(LIST, 200, "{\"data\": []}");

        assertThat(atelier().run("providers", "--json").out()).contains("\"data\"");
    }

    @Test
    void saysThatCredentialsAreGood() {
        server.answer(CHECK, 200, """
                {"data": [{"account": "fal", "ok": true, "at": "2026-01-01T12:00:00Z"}]}""");

        var result = atelier().run("providers", "check", "fal", "--account", "fal");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactly("fal: ok");
        assertThat(server.received(CHECK))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo("{\"account\":\"fal\"}"));
    }

    @Test
    void failsWhenCredentialsAreBad() {
        server.answer(CHECK, 200, """
                {"data": [{"account": "fal", "ok": false, "at": "2026-01-01T12:00:00Z",
                  "error": {"code": "account_refused", "message": "The key is wrong."}}]}""");

        var result = atelier().run("providers", "check", "fal");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.outLines()).containsExactly("fal: The key is wrong.");
    }
}
