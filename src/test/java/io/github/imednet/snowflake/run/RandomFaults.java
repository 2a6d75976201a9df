package io.github.imednet.snowflake.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One or two faults of the local servers, drawn with a seed: every kind that the servers know, at random places.
 * Faults that Snowflake's driver retries by itself do not stay for ever, for it would try for minutes.
 */
final class RandomFaults {

    private static final List<String> API = List.of(
            "status:code=400", "status:code=401", "status:code=403", "status:code=404", "status:code=408",
            "status:code=429", "status:code=429,retry-after=0", "status:code=429,retry-at=0", "status:code=500",
            "status:code=502,body=gateway", "status:code=503,body=openapi", "status:code=504", "drop", "truncate",
            "truncate:announced=sent", "truncate:bytes=0", "not-json", "repeat-page", "repeat-page:pagination=repeated",
            "change-row:row=333", "new-row", "new-row:place=last", "remove-row", "shuffle-ties", "delay:millis=30");

    private static final List<String> STATEMENTS = List.of(
            "login-request",
            "CREATE STAGE",
            "CREATE TABLE",
            "DESCRIBE TABLE",
            "SHOW TABLES",
            "STUDY_ROWS",
            "WHOSE",
            "PUT ",
            "BEGIN",
            "DELETE FROM",
            "UPDATE ",
            "COPY INTO",
            "LAST_QUERY_ID",
            "INSERT INTO",
            "COMMIT",
            "ROLLBACK",
            "GROUP BY 1",
            "COUNT(DISTINCT");

    /** Beside these, where a run asks for what changed. */
    private static final List<String> STATEMENTS_OF_CHANGES =
            List.of("CREATE TEMPORARY TABLE", "REPLACED_ROWS", "IMEDNET_CHANGES", "SYNC_STATE");

    /** What requests for the total, for what changed, and for pages of it have in them. */
    private static final List<String> REQUESTS_OF_CHANGES =
            List.of("size=1&", "dateModified", "page=0&", "page=1&", "page=2&");

    /** What requests for pages of other lists have in them. */
    private static final List<String> REQUESTS_OF_LISTS = List.of(
            "/studies?page=",
            "/sites?page=",
            "/forms?page=",
            "/intervals?page=",
            "/variables?page=0&",
            "/subjects?page=1&",
            "/visits?page=1&",
            "/recordRevisions?page=",
            "/recordRevisions?page=2&",
            "/queries?page=",
            "/codings?page=",
            "/codings?page=1&",
            "/users?page=");

    private static final String NEW_REVISIONS = "recordRevisionId%3E";

    /** The driver repeats these itself. */
    private static final List<String> WIRE = List.of(
            "status:code=503", "status:code=429", "drop-before", "drop-after", "session-expired");

    private static final List<String> STATEMENT = List.of(
            "session-gone", "session-gone:code=390114", "sql-error:code=000604,state=57014",
            "sql-error:code=000625,state=57014", "sql-error:code=100183,state=22000",
            "sql-error:code=002003,state=42S02", "put-error", "slow:millis=30");

    /** Twelve lists send most statements as often as this, one after the other. */
    private static final int MOST_IN_LISTS = 24;

    private final boolean incremental;
    private final boolean lists;
    private final Random random;
    private final List<String> imednet = new ArrayList<>();
    private final List<String> snowflake = new ArrayList<>();

    /**
     * Even seeds make one fault, odd ones two, each third one for a run that asks for what changed, each fifth for all
     * lists.
     */
    RandomFaults(long seed) {
        incremental = seed % 3 == 1;
        lists = seed % 5 == 2;
        // Seeds that follow one another begin with much the same numbers; the first ones are thrown away.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextLong();
        for (int fault = 0; fault <= seed % 2; fault++) {
            draw();
        }
    }

    boolean areForIncremental() {
        return incremental;
    }

    boolean areForLists() {
        return lists;
    }

    /** The faults without their places, the statements of Snowflake that they strike, and requests for changes. */
    Set<String> kinds() {
        if (lists) { // several times as long as others, which have each kind too
            return Set.of(incremental ? "all lists, what changed" : "all lists");
        }
        Set<String> kinds = new TreeSet<>();
        for (String fault : imednet) {
            String[] parts = fault.split("[:,](on|at)=");
            kinds.add("iMednet " + parts[0]);
            if (incremental) {
                kinds.add("iMednet at " + parts[1]);
            }
        }
        for (String fault : snowflake) {
            String[] parts = fault.split("[:,](on|at)=");
            kinds.add("Snowflake " + parts[0]);
            kinds.add("Snowflake at " + parts[1]);
        }
        return kinds;
    }

    List<String> imednet() {
        return imednet;
    }

    List<String> snowflake() {
        return snowflake;
    }

    /**
     * Whether the study may change where no export can see it: a value without its date, or a record that goes while
     * the export asks its last question.
     */
    boolean mayChangeUnseen() {
        return imednet.stream()
                .anyMatch(fault -> fault.matches("change-row.*|remove-row.*on=page=0&.*" + (lists ? "|.*-row.*" : "")));
    }

    /** Whether a revision of a record may change that is loaded already. */
    boolean changeRevisions() {
        return imednet.stream().anyMatch(fault -> fault.matches("change-row.*on=/recordRevisions.*"));
    }

    /** Whether the API may refuse the study or its keys, or Snowflake may be found unusable. */
    boolean mayLookLikeConfiguration() {
        return imednet.stream().anyMatch(fault -> fault.matches("status:code=40[0134].*")) || !snowflake.isEmpty();
    }

    private void draw() {
        if (random.nextBoolean()) {
            String on = random.nextInt(3) == 0 ? "recordId%2CASC" : page();
            boolean change = random.nextInt(6) == 0;
            int most = on.startsWith("page") || on.startsWith("/") ? 2 : 7;
            imednet.add(with(any(API), on, 1 + random.nextInt(most), times(!change)));
            return;
        }
        boolean wire = random.nextBoolean();
        String fault = any(wire ? WIRE : STATEMENT);
        String on = fault.equals("put-error") ? "PUT " : statement();
        snowflake.add(with(
                fault,
                on,
                1 + random.nextInt(lists ? MOST_IN_LISTS : 3),
                wire ? "" + (1 + random.nextInt(2)) : times(true)));
    }

    private String page() {
        if (lists && random.nextInt(3) > 0) {
            return incremental && random.nextInt(4) == 0 ? NEW_REVISIONS : any(REQUESTS_OF_LISTS);
        }
        return incremental ? any(REQUESTS_OF_CHANGES) : "page=" + random.nextInt(7) + "&";
    }

    private String statement() {
        boolean ofChanges = incremental && random.nextInt(3) == 0;
        return any(ofChanges ? STATEMENTS_OF_CHANGES : STATEMENTS);
    }

    private String times(boolean mayStay) {
        return mayStay && random.nextInt(6) == 0 ? "always" : "" + (1 + random.nextInt(3));
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String with(String fault, String on, int at, String times) {
        return fault + (fault.contains(":") ? "," : ":") + "on=" + on + ",at=" + at + ",times=" + times;
    }

    @Override
    public String toString() {
        return "iMednet " + imednet + ", Snowflake " + snowflake;
    }
}
