-- Snowflake's functions and casts that need their argument more than once. DuckDB knows the type when it binds a
-- macro, so that of the branches on typeof only one is left. It computes every branch for a constant, though: none may
-- fail for a value that another one is for.

-- Text as Snowflake casts it, whatever the type; a JSON null is SQL NULL.
CREATE MACRO memory.main.as_text(x) AS CASE
    WHEN typeof(x) = 'JSON' THEN json_extract_string(x::JSON, '$')
    WHEN typeof(x) = 'TIMESTAMP' THEN strftime(x::TIMESTAMP, '%Y-%m-%d %H:%M:%S.%g')
    WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN strftime(x::TIMESTAMPTZ, '%Y-%m-%d %H:%M:%S.%g %z')
    WHEN typeof(x) = 'DOUBLE' THEN regexp_replace(x::VARCHAR, '\.0$', '')
    WHEN typeof(x) = 'BLOB' THEN hex(x::BLOB)
    ELSE x::VARCHAR END;

CREATE MACRO memory.main.as_variant(x) AS CASE
    WHEN typeof(x) = 'JSON' THEN x::JSON
    WHEN x IS NULL THEN NULL
    WHEN typeof(x) IN ('BLOB', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE') THEN to_json(memory.main.as_text(x))
    ELSE to_json(x) END;

-- What an INSERT puts into a VARIANT column must be one.
CREATE MACRO memory.main.only_variant(x) AS CASE
    WHEN typeof(x) = 'JSON' THEN x::JSON
    WHEN x IS NULL THEN NULL
    ELSE error('Expression type does not match column data type, expecting VARIANT but got ' || typeof(x))::JSON END;

CREATE MACRO memory.main.as_object(x) AS CASE
    WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL
    WHEN json_type(x) = 'OBJECT' THEN x
    ELSE error('Conversion Error: Failed to cast variant value ' || x::VARCHAR || ' to OBJECT')::JSON END;

CREATE MACRO memory.main.as_array(x) AS CASE
    WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL
    WHEN json_type(x) = 'ARRAY' THEN x
    ELSE ('[' || x::VARCHAR || ']')::JSON END;

-- Seconds, milliseconds, microseconds or nanoseconds since 1970, told by the size.
CREATE MACRO memory.main.from_epoch(n) AS make_timestamp(CASE
    WHEN abs(n) < 31536000000 THEN n * 1000000
    WHEN abs(n) < 31536000000000 THEN n * 1000
    WHEN abs(n) < 31536000000000000 THEN n
    ELSE n // 1000 END);

-- A blank before the offset and an offset without colon are Snowflake's.
CREATE MACRO memory.main.offset_text(t) AS regexp_replace(t, '\s*([+-]\d\d):?(\d\d)$', '\1:\2');

CREATE MACRO memory.main.only_text(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN memory.main.as_text(x) END;

CREATE MACRO memory.main.as_ltz(x) AS CASE
    WHEN typeof(x) IN ('VARCHAR', 'JSON')
        THEN CAST(memory.main.offset_text(memory.main.only_text(x)) AS TIMESTAMPTZ)
    ELSE TRY_CAST(x AS TIMESTAMPTZ) END;

CREATE MACRO memory.main.as_ntz(x) AS CASE
    WHEN typeof(x) IN ('VARCHAR', 'JSON') THEN CASE
        WHEN regexp_full_match(memory.main.as_text(x), '-?\d+')
            THEN memory.main.from_epoch(TRY_CAST(memory.main.as_text(x) AS BIGINT))
        ELSE CAST(memory.main.offset_text(memory.main.only_text(x)) AS TIMESTAMP) END
    WHEN typeof(x) IN ('TIMESTAMP', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE', 'DATE') THEN TRY_CAST(x AS TIMESTAMP)
    ELSE memory.main.from_epoch(TRY_CAST(TRY_CAST(x::VARCHAR AS DECIMAL(38, 0)) AS BIGINT)) END;

-- The first comparison spares all texts but those that begin with a blank the second one.
CREATE MACRO memory.main.parse_text(x) AS CASE
    WHEN x < '!' AND trim(x, ' ' || chr(9) || chr(10) || chr(13)) = '' THEN NULL
    ELSE CAST(x AS JSON) END;

CREATE MACRO memory.main.parse_json(x) AS memory.main.parse_text(memory.main.as_text(x));

CREATE MACRO memory.main.try_parse_text(x) AS CASE WHEN json_valid(x) THEN CAST(x AS JSON) END;

CREATE MACRO memory.main.try_parse_json(x) AS memory.main.try_parse_text(memory.main.as_text(x));

CREATE MACRO memory.main.nonzero(x) AS CASE WHEN x = 0 THEN error('Division by zero') ELSE x END;

CREATE MACRO memory.main.nullifzero(x) AS CASE WHEN x = 0 THEN NULL ELSE x END;

CREATE MACRO memory.main.zeroifnull(x) AS CASE WHEN x IS NULL THEN 0 ELSE x END;

CREATE MACRO memory.main.array_size(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN json_array_length(x)::INTEGER END;

CREATE MACRO memory.main.get_path(x, path) AS CASE WHEN x IS NULL THEN NULL ELSE json_extract(x, path) END;

CREATE MACRO memory.main.type_name(x) AS CASE json_type(x)
    WHEN 'NULL' THEN 'NULL_VALUE'
    WHEN 'BIGINT' THEN 'INTEGER'
    WHEN 'UBIGINT' THEN 'INTEGER'
    WHEN 'HUGEINT' THEN 'INTEGER'
    WHEN 'DOUBLE' THEN 'DECIMAL'
    ELSE json_type(x) END;

CREATE MACRO memory.main.strip_null_value(x) AS CASE WHEN json_type(x) = 'NULL' THEN NULL ELSE x END;

-- An object of the pairs that are not NULL.
CREATE MACRO memory.main.object_of(pairs) AS
    CAST('{' || array_to_string(list_filter(pairs, lambda p: p IS NOT NULL), ',') || '}' AS JSON);

CREATE MACRO memory.main.pair(k, v) AS
    CASE WHEN v IS NOT NULL THEN to_json(k)::VARCHAR || ':' || memory.main.as_variant(v)::VARCHAR END;

CREATE MACRO memory.main.element(v) AS coalesce(memory.main.as_variant(v)::VARCHAR, 'null');
