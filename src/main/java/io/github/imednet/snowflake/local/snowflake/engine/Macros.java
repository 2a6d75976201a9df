package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** Snowflake's functions that need their arguments more than once, as macros of DuckDB. */
final class Macros {

    private static final String PREFIX = "memory.main.";

    private static final List<String> DEFINITIONS = List.of(
            // Text as Snowflake casts it, whatever the type; a JSON null is SQL NULL
            "as_text(x) AS CASE WHEN typeof(x) = 'JSON' THEN json_extract_string(x::JSON, '$')"
                    + " WHEN typeof(x) = 'TIMESTAMP' THEN strftime(x::TIMESTAMP, '%Y-%m-%d %H:%M:%S.%g')"
                    + " WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN strftime(x::TIMESTAMPTZ, '%Y-%m-%d %H:%M:%S.%g %z')"
                    + " WHEN typeof(x) = 'DOUBLE' THEN regexp_replace(x::VARCHAR, '\\.0$', '')"
                    + " WHEN typeof(x) = 'BLOB' THEN hex(x::BLOB)"
                    + " ELSE x::VARCHAR END",
            "as_variant(x) AS CASE WHEN typeof(x) = 'JSON' THEN x::JSON WHEN x IS NULL THEN NULL"
                    + " WHEN typeof(x) IN ('BLOB', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE')"
                    + " THEN to_json(memory.main.as_text(x)) ELSE to_json(x) END",
            // What an INSERT puts into a VARIANT column must be one
            "only_variant(x) AS CASE WHEN typeof(x) = 'JSON' THEN x::JSON WHEN x IS NULL THEN NULL"
                    + " ELSE error('Expression type does not match column data type, expecting VARIANT but got '"
                    + " || typeof(x))::JSON END",
            "as_object(x) AS CASE WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL"
                    + " WHEN json_type(x) = 'OBJECT' THEN x"
                    + " ELSE error('Conversion Error: Failed to cast variant value ' || x::VARCHAR || ' to OBJECT')::JSON END",
            "as_array(x) AS CASE WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL"
                    + " WHEN json_type(x) = 'ARRAY' THEN x ELSE ('[' || x::VARCHAR || ']')::JSON END",
            // Seconds, milliseconds, microseconds or nanoseconds, told by the size
            "from_epoch(n) AS make_timestamp(CASE WHEN abs(n) < 31536000000 THEN n * 1000000"
                    + " WHEN abs(n) < 31536000000000 THEN n * 1000 WHEN abs(n) < 31536000000000000 THEN n"
                    + " ELSE n // 1000 END)",
            // A blank before the offset and an offset without colon are Snowflake's
            "offset_text(t) AS regexp_replace(t, '\\s*([+-]\\d\\d):?(\\d\\d)$', '\\1:\\2')",
            "as_ltz(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'JSON')"
                    + " THEN CAST(CASE WHEN typeof(x) IN ('VARCHAR', 'JSON')"
                    + " THEN memory.main.offset_text(memory.main.as_text(x)) END AS TIMESTAMPTZ)"
                    + " ELSE TRY_CAST(x AS TIMESTAMPTZ) END",
            // DuckDB computes every branch for a constant, so that none may fail for what another one is for
            "as_ntz(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN"
                    + " CASE WHEN regexp_full_match(memory.main.as_text(x), '-?\\d+')"
                    + " THEN memory.main.from_epoch(TRY_CAST(memory.main.as_text(x) AS BIGINT))"
                    + " ELSE CAST(CASE WHEN typeof(x) IN ('VARCHAR', 'JSON')"
                    + " THEN memory.main.offset_text(memory.main.as_text(x)) END AS TIMESTAMP) END"
                    + " WHEN typeof(x) IN ('TIMESTAMP', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE', 'DATE')"
                    + " THEN TRY_CAST(x AS TIMESTAMP)"
                    + " ELSE memory.main.from_epoch(TRY_CAST(TRY_CAST(x::VARCHAR AS DECIMAL(38,0)) AS BIGINT)) END",
            // The first comparison spares all but texts that begin with a blank the second one
            "parse_text(x) AS CASE WHEN x < '!' AND trim(x, ' ' || chr(9) || chr(10) || chr(13)) = '' THEN NULL"
                    + " ELSE CAST(x AS JSON) END",
            "parse_json(x) AS memory.main.parse_text(memory.main.as_text(x))",
            "try_parse_text(x) AS CASE WHEN json_valid(x) THEN CAST(x AS JSON) END",
            "try_parse_json(x) AS memory.main.try_parse_text(memory.main.as_text(x))",
            "nonzero(x) AS CASE WHEN x = 0 THEN error('Division by zero') ELSE x END",
            "nullifzero(x) AS CASE WHEN x = 0 THEN NULL ELSE x END",
            "zeroifnull(x) AS CASE WHEN x IS NULL THEN 0 ELSE x END",
            "array_size(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN json_array_length(x)::INTEGER END",
            "get_path(x, path) AS CASE WHEN x IS NULL THEN NULL ELSE json_extract(x, path) END",
            "type_name(x) AS CASE json_type(x) WHEN 'NULL' THEN 'NULL_VALUE' WHEN 'BIGINT' THEN 'INTEGER'"
                    + " WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER' WHEN 'DOUBLE' THEN 'DECIMAL'"
                    + " ELSE json_type(x) END",
            "strip_null_value(x) AS CASE WHEN json_type(x) = 'NULL' THEN NULL ELSE x END",
            "object_of(parts) AS CAST('{' || array_to_string(list_filter(parts, lambda p: p IS NOT NULL), ',') || '}' AS JSON)",
            "pair(k, v) AS CASE WHEN v IS NOT NULL THEN to_json(k)::VARCHAR || ':' || memory.main.as_variant(v)::VARCHAR END",
            "element(v) AS coalesce(memory.main.as_variant(v)::VARCHAR, 'null')");

    private Macros() {}

    static void create(DuckDb duckDb) throws SqlFailure {
        for (String definition : DEFINITIONS) {
            duckDb.run("CREATE MACRO " + PREFIX + definition);
        }
    }

    static String call(String name, String... arguments) {
        return PREFIX + name + "(" + String.join(", ", arguments) + ")";
    }
}
