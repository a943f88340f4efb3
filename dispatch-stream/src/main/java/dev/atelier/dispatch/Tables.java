package dev.atelier.dispatch;

/** The stores that hold config topics, as processors ask for them. */
public final class Tables {
    public static final String PROJECTS = "projects";
    public static final String MODELS = "models";
    public static final String HEALTH = "account-health";
    public static final String API_KEYS = "api-keys";
    public static final String STYLES = "styles";
    public static final String ACCOUNTS = "accounts-defined";

    public static final String PAUSES = "pauses";
    public static final String WORKERS = "workers";

    private Tables() {}
}
