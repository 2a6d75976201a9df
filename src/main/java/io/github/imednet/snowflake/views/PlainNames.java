package io.github.imednet.snowflake.views;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names that Snowflake takes without quotes, none of them twice: in upper case, at most 255 characters, no keyword. Of
 * names that would be the same the first one asked for is as it is, the others get the id of what they are for.
 */
final class PlainNames {

    private static final int LONGEST = 255;

    /** Snowflake's reserved keywords and those that cannot be the name of a column or a table. */
    private static final Set<String> KEYWORDS = Set.of(("ACCOUNT ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN"
                    + " CONNECT CONNECTION CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP"
                    + " CURRENT_USER DATABASE DELETE DISTINCT DROP ELSE EXISTS FALSE FOLLOWING FOR FROM FULL GRANT"
                    + " GROUP GSCLUSTER HAVING ILIKE IN INCREMENT INNER INSERT INTERSECT INTO IS ISSUE JOIN LATERAL"
                    + " LEFT LIKE LOCALTIME LOCALTIMESTAMP MINUS NATURAL NOT NULL OF ON OR ORDER ORGANIZATION QUALIFY"
                    + " REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SCHEMA SELECT SET SOME START TABLE TABLESAMPLE THEN"
                    + " TO TRIGGER TRUE TRY_CAST UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHENEVER WHERE WITH")
            .split(" "));

    private final Set<String> taken;

    /** @param taken names that none may be */
    PlainNames(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** @param id of what is to have the name */
    String take(String wanted, long id) {
        String plain = plain(wanted);
        String name = plain;
        for (int n = 1; !taken.add(name); n++) {
            String end = "_" + id + (n == 1 ? "" : "_" + n);
            name = plain.substring(0, Math.min(plain.length(), LONGEST - end.length())) + end;
        }
        return name;
    }

    /** A text as a name: what no name has is an underscore. */
    private static String plain(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_$]", "_");
        String begun = upper.isEmpty() || !upper.substring(0, 1).matches("[A-Z_]") ? '_' + upper : upper;
        String name = begun.substring(0, Math.min(begun.length(), LONGEST));
        return KEYWORDS.contains(name) ? name + '_' : name;
    }
}
