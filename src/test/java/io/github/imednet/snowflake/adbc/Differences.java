package io.github.imednet.snowflake.adbc;

import java.util.Map;

/** The tests of ADBC's suites that this driver cannot pass, each with the reason. */
final class Differences {

    /** By the test's name: what its failure says. */
    static final Map<String, String> FAILURES = Map.ofEntries(
            // Snowflake's whole numbers are NUMBER(38,0): of 64 bits in Arrow, and the suite wants the 32 that it gave.
            Map.entry("prepareQueryWithParameters", "INTS: Int(64, true)"),
            Map.entry("getTableSchema", "INTS: Int(64, true)"),
            Map.entry("intType", "Int(64, true)"),
            Map.entry("smallintType", "Int(64, true)"),
            Map.entry("intValue", "BigIntVector"),
            Map.entry("smallintValue", "BigIntVector"),
            // The suite compares a count with the LocalDateTime that Arrow's vector gives for any such timestamp.
            Map.entry("timestampWithoutTimeZoneValue", "2000-01-02T03:04:05.123 (java.time.LocalDateTime)"),
            // A text column that has no values but null goes into a column of numbers, as COPY converts it.
            Map.entry("bulkIngestAppendConflict", "nothing was thrown"),
            // The JDBC driver describes a column that is a parameter without its name.
            Map.entry("executeSchemaParams", "unknown: Utf8"),
            // Ingested names are exact, and the suite asks for foo without quotes, which is FOO.
            Map.entry("rollback", "'IMEDNET.PUBLIC.FOO' does not exist"),
            // The suite adds a primary key, finds it, and wants a unique one beside it, which Snowflake does not list.
            Map.entry("getObjectsConstraints", "[Extracted: constraint_name] \nExpected size: 1 but was: 0"),
            // Neither has the ADBC driver of the guide any partitions.
            Map.entry("serializeDeserializeQuery", "does not support executePartitioned"));

    private Differences() {}
}
