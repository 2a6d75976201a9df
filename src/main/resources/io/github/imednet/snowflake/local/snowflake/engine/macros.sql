-- Snowflake's functions and casts that need their argument more than once. DuckDB knows the type when it binds a
-- macro, so that of the branches on typeof only one is left. It computes every branch for a constant, though: none may
-- fail for a value that another one is for.

-- fails(message) is the server's own: it fails with the message, unless that is NULL, as TRY notices, which does not take
-- DuckDB's error. The message of a value that is right must be NULL: DuckDB computes it, too, where the value is constant.

-- A TIMESTAMP_NS is a moment in microseconds and the nanoseconds after it, 0 to 999: DuckDB's functions and casts would
-- round it, or do not write the last digits.
CREATE MACRO memory.main.nanos_of(t) AS (epoch_ns(t) % 1000 + 1000) % 1000;

CREATE MACRO memory.main.cut_moment(t) AS make_timestamp((epoch_ns(t) - memory.main.nanos_of(t)) // 1000);

-- The same of a TIMESTAMPTZ_NS.
CREATE MACRO memory.main.cut_utc(t) AS timezone('UTC', memory.main.cut_moment(timezone('UTC', t)));

-- What DuckDB has for a TIME has nanoseconds, but few functions.
CREATE MACRO memory.main.only_time(x) AS CASE WHEN typeof(x) IN ('TIME', 'TIME_NS') THEN TRY_CAST(x AS TIME_NS) END;

CREATE MACRO memory.main.time_of_nanos(n) AS CAST(make_timestamp_ns(n) AS TIME_NS);

-- Of what strptime answers.
CREATE MACRO memory.main.time_of(m) AS CASE WHEN typeof(m) LIKE '%_NS' THEN CAST(TRY_CAST(m AS TIMESTAMP_NS) AS TIME_NS)
    ELSE CAST(CAST(CASE WHEN typeof(m) NOT LIKE '%_NS' THEN m END AS TIME) AS TIME_NS) END;

CREATE MACRO memory.main.cut_time(t) AS make_timestamp(epoch_ns(t) // 1000)::TIME;

-- A session's formats are variables of its connection: see SessionFormats. A format is a list of DuckDB's pattern, what
-- the fraction of a second is cut by and to, and how an offset is written.

CREATE MACRO memory.main.format_nanos(x, n, offset_text, f) AS regexp_replace(regexp_replace(regexp_replace(
    replace(replace(strftime(x, f[1]), chr(2) || '+00' || chr(2), chr(2) || offset_text || chr(2)),
        chr(1), lpad(n::VARCHAR, 3, '0') || chr(1)), f[2], f[3]),
    '\x02([+-]\d\d)\x02', chr(2) || '\1:00' || chr(2)), '\x02([+-]\d\d):(\d\d)\x02', f[4]);

CREATE MACRO memory.main.format_wall(x, f) AS memory.main.format_nanos(x, 0, '+00', f);

CREATE MACRO memory.main.format_ns(x, f) AS
    memory.main.format_nanos(memory.main.cut_moment(x), memory.main.nanos_of(x), '+00', f);

CREATE MACRO memory.main.format_utc(x, f) AS
    memory.main.format_nanos(memory.main.cut_utc(x), memory.main.nanos_of(x), '+00', f);

CREATE MACRO memory.main.format_time(x, f) AS
    memory.main.format_nanos(make_timestamp(epoch_ns(x) // 1000), epoch_ns(x) % 1000, '+00', f);

-- A TIMESTAMP_TZ, see DataType: what it is on its own wall, its offset, and its text.
CREATE MACRO memory.main.only_tz(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS x,
    (x) AS CAST(NULL AS STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT));

CREATE MACRO memory.main.tz_wall(z) AS make_timestamp(z.micros + 60000000 * z.shift::BIGINT);

CREATE MACRO memory.main.offset_text(minutes) AS CASE WHEN minutes < 0 THEN '-' ELSE '+' END
    || lpad((abs(minutes) // 60)::VARCHAR, 2, '0') || ':' || lpad((abs(minutes) % 60)::VARCHAR, 2, '0');

CREATE MACRO memory.main.format_tz(z, f) AS
    memory.main.format_nanos(memory.main.tz_wall(z), z.nanos, memory.main.offset_text(z.shift), f);

-- As DuckDB's functions take it: the moment, or what it is on its wall. Anything else stays what it is, also what DuckDB
-- would convert to a TIMESTAMPTZ_NS by itself. Among overloads for DATE and TIME_NS a NULL would be ambiguous.
CREATE MACRO memory.main.moment_of_time(x TIME_NS) AS memory.main.cut_time(x), (x) AS x;

CREATE MACRO memory.main.moment(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS make_timestamptz(x.micros),
    (x TIMESTAMPTZ_NS) AS memory.main.cut_utc(x),
    (x TIMESTAMP) AS x, (x TIMESTAMP_NS) AS memory.main.cut_moment(x), (x DATE) AS x, (x) AS memory.main.moment_of_time(x);

CREATE MACRO memory.main.wall(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS memory.main.tz_wall(x),
    (x TIMESTAMPTZ_NS) AS memory.main.cut_utc(x),
    (x TIMESTAMP) AS x, (x TIMESTAMP_NS) AS memory.main.cut_moment(x), (x DATE) AS x, (x) AS memory.main.moment_of_time(x);

CREATE MACRO memory.main.format_of_others(x, f) AS CASE
    WHEN typeof(x) IN ('TIME', 'TIME_NS') THEN memory.main.format_time(memory.main.only_time(x), f)
    WHEN x IS NULL THEN NULL
    ELSE error('Conversion Error: a format of dates and times for a value of type ' || typeof(x)) END;

-- DuckDB binds all branches before it leaves out the dead ones, which takes it milliseconds: it chooses among macros by
-- the type where it can. An overload for VARCHAR would take a JSON as well, one for JSON anything. A
-- parameter would be ambiguous, but is not inside of coalesce.
CREATE MACRO memory.main.format_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT), f) AS
    memory.main.format_tz(x, f),
    (x DATE, f) AS memory.main.format_wall(CAST(x AS TIMESTAMP), f),
    (x TIMESTAMP, f) AS memory.main.format_wall(x, f),
    (x TIMESTAMP_NS, f) AS memory.main.format_ns(x, f),
    (x TIMESTAMPTZ, f) AS memory.main.format_wall(x, f),
    (x TIMESTAMPTZ_NS, f) AS memory.main.format_utc(x, f),
    (x, f) AS memory.main.format_of_others(x, f);

CREATE MACRO memory.main.format_moment(x, f) AS memory.main.format_by_type(coalesce(x, NULL), f);

-- What is under a key, and its text: DuckDB asks for all members of a document once for all columns of a query.
CREATE MACRO memory.main.member_at(x, path) AS json_extract_string(json_members(x::JSON::VARCHAR), path)::JSON;

CREATE MACRO memory.main.member_text_at(x, path) AS json_extract_string(json_texts(x::JSON::VARCHAR), path);

-- The element at a path, and its text; the path $ is the whole.
CREATE MACRO memory.main.element_at(x, path) AS json_element(x::JSON::VARCHAR, path)::JSON;

CREATE MACRO memory.main.text_at(x, path) AS json_text(x::JSON::VARCHAR, path);

-- Snowflake has the years 1 to 9999, and its days end before 24 o'clock; the typed values of a file may be others.
CREATE MACRO memory.main.in_years(t) AS t >= DATE '0001-01-01' AND t < DATE '10000-01-01';

CREATE MACRO memory.main.only_years(kind, t) AS CASE WHEN memory.main.in_years(t) IS NOT FALSE THEN t WHEN fails(
    CASE WHEN NOT memory.main.in_years(t) THEN kind || ' field value out of range: "' || t::VARCHAR || '"' END)
    THEN t END;

CREATE MACRO memory.main.only_day(t) AS CASE WHEN (t < '24:00:00'::TIME_NS) IS NOT FALSE THEN t WHEN fails(
    CASE WHEN t >= '24:00:00'::TIME_NS THEN 'time field value out of range: "' || t::VARCHAR || '"' END) THEN t END;

-- Text as Snowflake casts it, whatever the type; a JSON null is SQL NULL.
CREATE MACRO memory.main.text_of_others(x TIME_NS) AS
    memory.main.format_time(memory.main.only_day(x), getvariable('time_output')),
    (x) AS CASE typeof(x)
        WHEN 'JSON' THEN memory.main.text_at(TRY_CAST(x AS JSON), '$')
        WHEN 'TIME' THEN memory.main.format_time(
            memory.main.only_day(memory.main.only_time(x)), getvariable('time_output'))
        WHEN 'DOUBLE' THEN regexp_replace(x::VARCHAR, '\.0$', '')
        WHEN 'BLOB' THEN CASE getvariable('binary_output')
            WHEN 'HEX' THEN hex(x::BLOB) WHEN 'BASE64' THEN base64(x::BLOB) ELSE decode(x::BLOB) END
        ELSE CASE WHEN typeof(x) LIKE 'DECIMAL%' THEN regexp_replace(x::VARCHAR, '^(-?)\.', '\10.')
            ELSE x::VARCHAR END END;

CREATE MACRO memory.main.text_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS
    memory.main.format_tz(x, getvariable('timestamp_tz_output')),
    (x DATE) AS memory.main.format_wall(CAST(x AS TIMESTAMP), getvariable('date_output')),
    (x TIMESTAMP) AS memory.main.format_wall(x, getvariable('timestamp_ntz_output')),
    (x TIMESTAMP_NS) AS memory.main.format_ns(x, getvariable('timestamp_ntz_output')),
    (x TIMESTAMPTZ) AS memory.main.format_wall(x, getvariable('timestamp_ltz_output')),
    (x TIMESTAMPTZ_NS) AS memory.main.format_utc(x, getvariable('timestamp_ltz_output')),
    (x) AS memory.main.text_of_others(x);

CREATE MACRO memory.main.as_text(x) AS memory.main.text_by_type(coalesce(x, NULL));

CREATE MACRO memory.main.as_variant(x) AS CASE
    WHEN typeof(x) = 'JSON' THEN x::JSON
    WHEN x IS NULL THEN NULL
    WHEN typeof(x) IN ('BLOB', 'DATE', 'TIME', 'TIME_NS', 'TIMESTAMP', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE',
        'TIMESTAMPTZ_NS', 'STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)') THEN to_json(memory.main.as_text(x))
    ELSE to_json(x) END;

-- What an INSERT puts into a VARIANT column must be one.
CREATE MACRO memory.main.only_variant(x) AS CASE
    WHEN typeof(x) = 'JSON' THEN x::JSON
    WHEN x IS NULL THEN NULL
    ELSE error('Expression type does not match column data type, expecting VARIANT but got ' || typeof(x))::JSON END;

CREATE MACRO memory.main.as_object(x) AS CASE
    WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL
    WHEN json_type(x) = 'OBJECT' THEN x
    WHEN fails(CASE WHEN json_type(x) <> 'OBJECT' THEN
        'Conversion Error: Failed to cast variant value ' || x::VARCHAR || ' to OBJECT' END) THEN x END;

CREATE MACRO memory.main.as_array(x) AS CASE
    WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL
    WHEN json_type(x) = 'ARRAY' THEN x
    ELSE ('[' || x::VARCHAR || ']')::JSON END;

-- Seconds, milliseconds, microseconds or nanoseconds since 1970, told by the size.
CREATE MACRO memory.main.epoch_nanos(e) AS CASE WHEN abs(e) < 31536000000000000 THEN 0 ELSE (e % 1000 + 1000) % 1000 END;

CREATE MACRO memory.main.from_epoch(n) AS list_transform([n], lambda e: make_timestamp(CASE
    WHEN abs(e) < 31536000000 THEN e * 1000000
    WHEN abs(e) < 31536000000000 THEN e * 1000
    WHEN abs(e) < 31536000000000000 THEN e
    ELSE (e - memory.main.epoch_nanos(e)) // 1000 END))[1];

-- A blank before the offset and an offset without colon are Snowflake's; it has the years 1 to 9999 only.
CREATE MACRO memory.main.moment_text(t) AS regexp_replace(
    regexp_replace(t, '\s*([+-]\d\d):?(\d\d)$', '\1:\2'),
    '(?i)^\s*([+-]\d|\d{5,}-|0000-|[+-]?inf|epoch|.*\(BC\))', 'year \1');

CREATE MACRO memory.main.only_json(x) AS
    CASE typeof(x) WHEN 'JSON' THEN memory.main.text_at(TRY_CAST(x AS JSON), '$') END;

CREATE MACRO memory.main.only_text(x) AS CASE typeof(x) WHEN 'VARCHAR' THEN x::VARCHAR END;

CREATE MACRO memory.main.parse_ntz(t) AS CASE
    WHEN regexp_full_match(t, '-?\d+') THEN memory.main.from_epoch(TRY_CAST(t AS BIGINT))
    ELSE CAST(memory.main.moment_text(t) AS TIMESTAMP) END;

-- A 24th hour is none of Snowflake's.
CREATE MACRO memory.main.parse_time(t) AS CAST(regexp_replace(t, '^\s*24:', 'hour 24:') AS TIME_NS);

-- The nanoseconds after the microsecond in a text; more digits are cut, as Snowflake does.
CREATE MACRO memory.main.text_nanos(t) AS CASE
    WHEN length(t) < 17 THEN 0
    WHEN regexp_full_match(t, '-?\d+') THEN memory.main.epoch_nanos(TRY_CAST(t AS BIGINT))
    WHEN length(t) > 26 THEN CAST(rpad(regexp_extract(t, '\.\d{6}(\d{1,3})', 1), 3, '0') AS INTEGER)
    ELSE 0 END;

CREATE MACRO memory.main.as_ntz_of_timestamp(x) AS memory.main.only_years('timestamp', CAST(x AS TIMESTAMP));

CREATE MACRO memory.main.as_ltz_of_timestamp(x) AS memory.main.only_years('timestamp', CAST(x AS TIMESTAMPTZ));

-- A VARIANT's text is read by its form, other text by the session's input format if there is one.
CREATE MACRO memory.main.by_input(t) AS strptime(
    CASE WHEN getvariable('timestamp_input') IS NOT NULL THEN t END, coalesce(getvariable('timestamp_input'), '%Y'));

CREATE MACRO memory.main.micros_of(x) AS CASE typeof(x)
    WHEN 'TIMESTAMP_NS' THEN memory.main.cut_moment(TRY_CAST(x AS TIMESTAMP_NS)) ELSE CAST(x AS TIMESTAMP) END;

-- A TIMESTAMP_NTZ in microseconds, and the nanoseconds after them.
CREATE MACRO memory.main.ntz_of_others(x) AS CASE typeof(x)
    WHEN 'JSON' THEN memory.main.parse_ntz(memory.main.only_json(x))
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('timestamp_input') IS NULL
        THEN memory.main.parse_ntz(memory.main.only_text(x))
        ELSE memory.main.micros_of(memory.main.by_input(memory.main.only_text(x))) END
    ELSE memory.main.from_epoch(TRY_CAST(TRY_CAST(x::VARCHAR AS DECIMAL(38, 0)) AS BIGINT)) END;

CREATE MACRO memory.main.ntz_micros_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS memory.main.tz_wall(x),
    (x DATE) AS memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMP)),
    (x TIMESTAMP) AS memory.main.only_years('timestamp', x),
    (x TIMESTAMPTZ) AS memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMP)),
    (x TIMESTAMP_NS) AS memory.main.cut_moment(x),
    (x TIMESTAMPTZ_NS) AS memory.main.cut_moment(TRY_CAST(x AS TIMESTAMP_NS)),
    (x) AS memory.main.ntz_of_others(x);

CREATE MACRO memory.main.ntz_micros(x) AS memory.main.ntz_micros_by_type(coalesce(x, NULL));

CREATE MACRO memory.main.nanos_of_others(x) AS CASE typeof(x)
    WHEN 'JSON' THEN memory.main.text_nanos(memory.main.only_json(x))
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('timestamp_input') IS NULL
        THEN memory.main.text_nanos(memory.main.only_text(x))
        ELSE memory.main.nanos_of(TRY_CAST(memory.main.by_input(memory.main.only_text(x)) AS TIMESTAMP_NS)) END
    ELSE memory.main.epoch_nanos(TRY_CAST(TRY_CAST(x::VARCHAR AS DECIMAL(38, 0)) AS BIGINT)) END;

CREATE MACRO memory.main.ntz_nanos_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS x.nanos,
    (x DATE) AS 0, (x TIMESTAMP) AS 0, (x TIMESTAMPTZ) AS 0,
    (x TIMESTAMP_NS) AS memory.main.nanos_of(x), (x TIMESTAMPTZ_NS) AS memory.main.nanos_of(x),
    (x) AS memory.main.nanos_of_others(x);

CREATE MACRO memory.main.ntz_nanos(x) AS memory.main.ntz_nanos_by_type(coalesce(x, NULL));

-- Both in one of DuckDB's types; a value that does not fit says what it needs, and for which column: see Nanoseconds.
CREATE MACRO memory.main.without_nanos(t, n, type, place) AS CASE WHEN (n = 0) IS NOT FALSE THEN t
    WHEN fails(CASE WHEN n <> 0 THEN 'A ' || type || ' needs nanoseconds' || place END) THEN t END;

CREATE MACRO memory.main.with_nanos(t, n, type, place) AS coalesce(
    make_timestamp_ns(epoch_ns(TRY_CAST(t AS TIMESTAMP_NS)) + n),
    CASE WHEN fails(CASE WHEN t IS NOT NULL AND TRY_CAST(t AS TIMESTAMP_NS) IS NULL
        THEN 'A ' || type || ' needs years' || place END) THEN make_timestamp_ns(0) END);

CREATE MACRO memory.main.as_ntz(x) AS
    memory.main.without_nanos(memory.main.ntz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_NTZ', '');

CREATE MACRO memory.main.as_ntz_ns(x) AS
    memory.main.with_nanos(memory.main.ntz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_NTZ', '');

CREATE MACRO memory.main.stored_ntz(x, c) AS
    memory.main.without_nanos(memory.main.ntz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_NTZ', ' in ' || c);

CREATE MACRO memory.main.stored_ntz_ns(x, c) AS
    memory.main.with_nanos(memory.main.ntz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_NTZ', ' in ' || c);

CREATE MACRO memory.main.micros_utc(m) AS CASE typeof(m)
    WHEN 'TIMESTAMP_NS' THEN CAST(memory.main.cut_moment(TRY_CAST(m AS TIMESTAMP_NS)) AS TIMESTAMPTZ)
    WHEN 'TIMESTAMPTZ_NS' THEN memory.main.cut_utc(TRY_CAST(m AS TIMESTAMPTZ_NS))
    ELSE CAST(CASE WHEN typeof(m) NOT LIKE '%_NS' THEN m END AS TIMESTAMPTZ) END;

-- A TIMESTAMP_LTZ in microseconds; the nanoseconds after them are those of a TIMESTAMP_NTZ.
CREATE MACRO memory.main.ltz_of_others(x) AS CASE typeof(x)
    WHEN 'JSON' THEN CAST(memory.main.moment_text(memory.main.only_json(x)) AS TIMESTAMPTZ)
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('timestamp_input') IS NULL
        THEN CAST(memory.main.moment_text(memory.main.only_text(x)) AS TIMESTAMPTZ)
        ELSE memory.main.micros_utc(memory.main.by_input(memory.main.only_text(x))) END
    ELSE memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)) END;

CREATE MACRO memory.main.ltz_micros_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS make_timestamptz(x.micros),
    (x DATE) AS memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)),
    (x TIMESTAMP) AS memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)),
    (x TIMESTAMPTZ) AS memory.main.only_years('timestamp', x),
    (x TIMESTAMP_NS) AS TRY_CAST(memory.main.cut_moment(x) AS TIMESTAMPTZ),
    (x TIMESTAMPTZ_NS) AS memory.main.cut_utc(x),
    (x) AS memory.main.ltz_of_others(x);

CREATE MACRO memory.main.ltz_micros(x) AS memory.main.ltz_micros_by_type(coalesce(x, NULL));

CREATE MACRO memory.main.as_ltz(x) AS
    memory.main.without_nanos(memory.main.ltz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_LTZ', '');

CREATE MACRO memory.main.utc_with_nanos(t, n, place) AS timezone('UTC',
    memory.main.with_nanos(timezone('UTC', t), n, 'TIMESTAMP_LTZ', place));

CREATE MACRO memory.main.as_ltz_ns(x) AS
    memory.main.utc_with_nanos(memory.main.ltz_micros(x), memory.main.ntz_nanos(x), '');

CREATE MACRO memory.main.stored_ltz(x, c) AS
    memory.main.without_nanos(memory.main.ltz_micros(x), memory.main.ntz_nanos(x), 'TIMESTAMP_LTZ', ' in ' || c);

CREATE MACRO memory.main.stored_ltz_ns(x, c) AS
    memory.main.utc_with_nanos(memory.main.ltz_micros(x), memory.main.ntz_nanos(x), ' in ' || c);

-- The same of TRY_ conversions: what cannot be read is NULL, what needs nanoseconds says so. The nanoseconds of what cannot
-- be read are of no text.
CREATE MACRO memory.main.nanos_beside(t, n) AS CASE WHEN t IS NOT NULL THEN n END;

CREATE MACRO memory.main.try_ntz(x) AS memory.main.without_nanos(TRY(memory.main.ntz_micros(x)),
    memory.main.nanos_beside(TRY(memory.main.ntz_micros(x)), TRY(memory.main.ntz_nanos(x))), 'TIMESTAMP_NTZ', '');

CREATE MACRO memory.main.try_ntz_ns(x) AS memory.main.with_nanos(
    TRY(memory.main.ntz_micros(x)), TRY(memory.main.ntz_nanos(x)), 'TIMESTAMP_NTZ', '');

CREATE MACRO memory.main.try_ltz(x) AS memory.main.without_nanos(TRY(memory.main.ltz_micros(x)),
    memory.main.nanos_beside(TRY(memory.main.ltz_micros(x)), TRY(memory.main.ntz_nanos(x))), 'TIMESTAMP_LTZ', '');

CREATE MACRO memory.main.try_ltz_ns(x) AS memory.main.utc_with_nanos(
    TRY(memory.main.ltz_micros(x)), TRY(memory.main.ntz_nanos(x)), '');

-- Without the last digits of a second's fraction; step is the nanoseconds of the last digit that is kept.
CREATE MACRO memory.main.cut_by(n, step) AS n - (n % step + step) % step;

CREATE MACRO memory.main.cut_digits_of_time(x TIME_NS, step) AS
    memory.main.time_of_nanos(memory.main.cut_by(epoch_ns(x), step)), (x, step) AS x;

CREATE MACRO memory.main.cut_digits(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT), step) AS
    CASE WHEN x IS NOT NULL THEN struct_pack(micros := memory.main.cut_by(x.micros, greatest(1, step // 1000)),
        nanos := memory.main.cut_by(x.nanos, least(step, 1000))::SMALLINT, shift := x.shift) END,
    (x TIMESTAMPTZ, step) AS make_timestamptz(memory.main.cut_by(epoch_us(x), greatest(1, step // 1000))),
    (x TIMESTAMP, step) AS make_timestamp(memory.main.cut_by(epoch_us(x), greatest(1, step // 1000))),
    (x TIMESTAMP_NS, step) AS make_timestamp_ns(memory.main.cut_by(epoch_ns(x), step)),
    (x TIMESTAMPTZ_NS, step) AS timezone('UTC', make_timestamp_ns(memory.main.cut_by(epoch_ns(timezone('UTC', x)), step))),
    (x, step) AS memory.main.cut_digits_of_time(x, step);

-- As an operand of a comparison; where DuckDB compares nanoseconds it takes them on both sides only.
CREATE MACRO memory.main.as_operand(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS make_timestamptz(x.micros), (x) AS x;

CREATE MACRO memory.main.as_operand_ns(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS
    memory.main.utc_with_nanos(make_timestamptz(x.micros), x.nanos, ''),
    (x TIMESTAMPTZ) AS memory.main.utc_with_nanos(x, 0, ''),
    (x TIMESTAMPTZ_NS) AS x, (x TIMESTAMP) AS x, (x TIMESTAMP_NS) AS x, (x DATE) AS x, (x) AS x;

CREATE MACRO memory.main.add_to_time(x TIME_NS, i) AS
    memory.main.time_of_nanos(epoch_ns(memory.main.cut_time(x) + i) + epoch_ns(x) % 1000), (x, i) AS x + i;

-- DATEADD, whose value stays of its type.
CREATE MACRO memory.main.add_to(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT), i) AS make_timestamptz(x.micros) + i,
    (x TIMESTAMPTZ_NS, i) AS memory.main.utc_with_nanos(memory.main.cut_utc(x) + i, memory.main.nanos_of(x), ''),
    (x TIMESTAMP_NS, i) AS memory.main.with_nanos(
        memory.main.cut_moment(x) + i, memory.main.nanos_of(x), 'TIMESTAMP_NTZ', ''),
    (x TIMESTAMP, i) AS x + i, (x DATE, i) AS x + i, (x, i) AS memory.main.add_to_time(x, i);

-- Days and more: a DATE stays one.
CREATE MACRO memory.main.add_days_to(x DATE, i) AS CAST(x + i AS DATE), (x, i) AS memory.main.add_to(coalesce(x, NULL), i);

-- The same of nanoseconds.
CREATE MACRO memory.main.nanos_to_time(x TIME_NS, n) AS memory.main.time_of_nanos(epoch_ns(x) + n),
    (x, n) AS memory.main.with_nanos(memory.main.ntz_micros(x), memory.main.ntz_nanos(x) + n, 'TIMESTAMP_NTZ', '');

CREATE MACRO memory.main.add_nanos(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT), n) AS
    memory.main.utc_with_nanos(make_timestamptz(x.micros), x.nanos + n, ''),
    (x TIMESTAMPTZ_NS, n) AS memory.main.utc_with_nanos(memory.main.cut_utc(x), memory.main.nanos_of(x) + n, ''),
    (x TIMESTAMPTZ, n) AS memory.main.utc_with_nanos(x, n, ''),
    (x TIMESTAMP_NS, n) AS make_timestamp_ns(epoch_ns(x) + n),
    (x TIMESTAMP, n) AS memory.main.with_nanos(x, n, 'TIMESTAMP_NTZ', ''),
    (x DATE, n) AS memory.main.with_nanos(CAST(x AS TIMESTAMP), n, 'TIMESTAMP_NTZ', ''),
    (x, n) AS memory.main.nanos_to_time(x, n);

-- The nanoseconds since 1970, or since midnight.
CREATE MACRO memory.main.nanos_of_time(x TIME_NS) AS epoch_ns(x)::HUGEINT,
    (x) AS 1000 * epoch_us(memory.main.ntz_micros(x))::HUGEINT + memory.main.ntz_nanos(x);

CREATE MACRO memory.main.nanos_at(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS 1000 * x.micros::HUGEINT + x.nanos,
    (x TIMESTAMPTZ_NS) AS 1000 * epoch_us(memory.main.cut_utc(x))::HUGEINT + memory.main.nanos_of(x),
    (x TIMESTAMPTZ) AS 1000 * epoch_us(x)::HUGEINT, (x TIMESTAMP) AS 1000 * epoch_us(x)::HUGEINT,
    (x TIMESTAMP_NS) AS epoch_ns(x)::HUGEINT, (x DATE) AS 1000 * epoch_us(CAST(x AS TIMESTAMP))::HUGEINT,
    (x) AS memory.main.nanos_of_time(x);

-- DATE_TRUNC, whose value stays of its type, but for a TIMESTAMP_TZ; its parts are whole microseconds.
CREATE MACRO memory.main.cut_time_to(x TIME_NS, part) AS
    CAST(CAST(date_trunc(part, make_timestamp(epoch_ns(x) // 1000)) AS TIME) AS TIME_NS),
    (x, part) AS date_trunc(part, x);

CREATE MACRO memory.main.cut_to(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT), part) AS
    date_trunc(part, memory.main.tz_wall(x)),
    (x TIMESTAMPTZ_NS, part) AS date_trunc(part, memory.main.cut_utc(x)),
    (x TIMESTAMPTZ, part) AS date_trunc(part, x),
    (x TIMESTAMP_NS, part) AS date_trunc(part, memory.main.cut_moment(x)),
    (x TIMESTAMP, part) AS date_trunc(part, x), (x DATE, part) AS CAST(date_trunc(part, x) AS DATE),
    (x, part) AS memory.main.cut_time_to(x, part);

-- The minutes of the offset at the end of a text, after a time or anything; NULL if there is none.
CREATE MACRO memory.main.text_shift(t, before) AS coalesce(
    CASE regexp_extract(t, before || '([+-])(\d\d):?(\d\d)?\s*$', 1) WHEN '-' THEN -1 ELSE 1 END
        * (60 * TRY_CAST(regexp_extract(t, before || '([+-])(\d\d):?(\d\d)?\s*$', 2) AS INTEGER)
            + coalesce(TRY_CAST(regexp_extract(t, before || '([+-])(\d\d):?(\d\d)?\s*$', 3) AS INTEGER), 0)),
    CASE WHEN regexp_matches(t, '[Zz]\s*$') THEN 0 END);

CREATE MACRO memory.main.tz_of(t, n, minutes) AS CASE WHEN t IS NOT NULL THEN struct_pack(
    micros := epoch_us(t), nanos := coalesce(n, 0)::SMALLINT,
    shift := coalesce(minutes, (epoch_us(CAST(t AS TIMESTAMP)) - epoch_us(timezone('UTC', t))) // 60000000)::SMALLINT)
    END;

-- What may fail stands once: DuckDB computes what stands twice before it knows whether it is needed.
CREATE MACRO memory.main.parse_tz(t) AS list_transform([CAST(memory.main.moment_text(t) AS TIMESTAMPTZ)], lambda m:
    memory.main.tz_of(m, memory.main.text_nanos(t), memory.main.text_shift(t, ':\d\d(?:\.\d+)?\s*')))[1];

-- A column's default, for which DuckDB takes no lambda.
CREATE MACRO memory.main.default_tz(x) AS CASE typeof(x)
    WHEN 'VARCHAR' THEN memory.main.tz_of(CAST(memory.main.moment_text(memory.main.only_text(x)) AS TIMESTAMPTZ),
        memory.main.text_nanos(memory.main.only_text(x)),
        memory.main.text_shift(memory.main.only_text(x), ':\d\d(?:\.\d+)?\s*'))
    ELSE memory.main.tz_of(TRY_CAST(x AS TIMESTAMPTZ), 0, NULL) END;

-- A text and the moment that was read from it.
CREATE MACRO memory.main.tz_parsed(t, parsed) AS list_transform([parsed], lambda m: memory.main.tz_of(
    memory.main.micros_utc(m), memory.main.text_nanos(t::VARCHAR),
    CASE WHEN typeof(m) LIKE 'TIMESTAMP%TZ_NS' OR typeof(m) = 'TIMESTAMP WITH TIME ZONE'
        THEN memory.main.text_shift(t::VARCHAR, '') END))[1];

CREATE MACRO memory.main.tz_of_others(x) AS CASE typeof(x)
    WHEN 'JSON' THEN memory.main.parse_tz(memory.main.only_json(x))
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('timestamp_input') IS NULL
        THEN memory.main.parse_tz(CASE WHEN getvariable('timestamp_input') IS NULL THEN memory.main.only_text(x) END)
        ELSE memory.main.tz_parsed(memory.main.only_text(x), memory.main.by_input(memory.main.only_text(x))) END
    ELSE memory.main.tz_of(memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)), 0, NULL) END;

CREATE MACRO memory.main.tz_by_type(x STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)) AS x,
    (x DATE) AS memory.main.tz_of(memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)), 0, NULL),
    (x TIMESTAMP) AS memory.main.tz_of(memory.main.only_years('timestamp', TRY_CAST(x AS TIMESTAMPTZ)), 0, NULL),
    (x TIMESTAMPTZ) AS memory.main.tz_of(memory.main.only_years('timestamp', x), 0, NULL),
    (x TIMESTAMP_NS) AS memory.main.tz_of(
        TRY_CAST(memory.main.cut_moment(x) AS TIMESTAMPTZ), memory.main.nanos_of(x), NULL),
    (x TIMESTAMPTZ_NS) AS memory.main.tz_of(memory.main.cut_utc(x), memory.main.nanos_of(x), NULL),
    (x) AS memory.main.tz_of_others(x);

CREATE MACRO memory.main.as_tz(x) AS memory.main.tz_by_type(coalesce(x, NULL));

-- What an earlier answer says: seconds with nine digits, and the minutes of the offset and a day.
CREATE MACRO memory.main.tz_wire(t) AS list_transform(
    [CAST(CAST(split_part(t, ' ', 1) AS DECIMAL(38, 9)) * 1000000000 AS HUGEINT)],
    lambda n: CASE WHEN n IS NOT NULL THEN struct_pack(
        micros := ((n - (n % 1000 + 1000) % 1000) // 1000)::BIGINT, nanos := ((n % 1000 + 1000) % 1000)::SMALLINT,
        shift := (split_part(t, ' ', 2)::INTEGER - 1440)::SMALLINT) END)[1];

CREATE MACRO memory.main.as_date(x) AS CASE typeof(x)
    WHEN 'JSON' THEN CAST(memory.main.moment_text(memory.main.only_json(x)) AS DATE)
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('date_input') IS NULL
        THEN CAST(memory.main.moment_text(memory.main.only_text(x)) AS DATE)
        ELSE CAST(strptime(memory.main.only_text(x), coalesce(getvariable('date_input'), '%Y')) AS DATE) END
    WHEN 'STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)' THEN CAST(memory.main.tz_wall(memory.main.only_tz(x)) AS DATE)
    WHEN 'TIMESTAMPTZ_NS' THEN CAST(memory.main.cut_utc(TRY_CAST(x AS TIMESTAMPTZ_NS)) AS DATE)
    ELSE memory.main.only_years('date', CASE WHEN typeof(x) NOT IN ('VARCHAR', 'TIMESTAMPTZ_NS') THEN CAST(x AS DATE) END)
    END;

CREATE MACRO memory.main.as_time(x) AS CASE typeof(x)
    WHEN 'JSON' THEN memory.main.parse_time(memory.main.only_json(x))
    WHEN 'VARCHAR' THEN CASE WHEN getvariable('time_input') IS NULL
        THEN memory.main.parse_time(memory.main.only_text(x))
        ELSE memory.main.time_of(strptime(memory.main.only_text(x), coalesce(getvariable('time_input'), '%H'))) END
    WHEN 'TIME_NS' THEN memory.main.only_day(memory.main.only_time(x))
    WHEN 'TIME' THEN memory.main.only_day(memory.main.only_time(x))
    WHEN 'TIMESTAMP_NS' THEN CAST(TRY_CAST(x AS TIMESTAMP_NS) AS TIME_NS)
    WHEN 'TIMESTAMPTZ_NS' THEN CAST(TRY_CAST(x AS TIMESTAMP_NS) AS TIME_NS)
    WHEN 'STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)' THEN memory.main.time_of_nanos(
        epoch_ns(CAST(memory.main.tz_wall(memory.main.only_tz(x)) AS TIME)) + memory.main.only_tz(x).nanos)
    ELSE CAST(CASE WHEN typeof(x) <> 'VARCHAR' AND typeof(x) NOT LIKE '%_NS' THEN CAST(x AS TIME) END AS TIME_NS) END;

CREATE MACRO memory.main.as_binary(x) AS CASE
    WHEN typeof(x) = 'BLOB' THEN TRY_CAST(x AS BLOB)
    ELSE CASE getvariable('binary_input')
        WHEN 'HEX' THEN unhex(memory.main.as_text(x))
        WHEN 'BASE64' THEN from_base64(memory.main.as_text(x))
        ELSE encode(memory.main.as_text(x)) END END;

-- The first comparison spares all texts but those that begin with a blank the second one.
CREATE MACRO memory.main.parse_text(x) AS CASE
    WHEN x < '!' AND trim(x, ' ' || chr(9) || chr(10) || chr(13)) = '' THEN NULL
    ELSE CAST(x AS JSON) END;

CREATE MACRO memory.main.parse_json(x) AS
    list_transform([memory.main.as_text(x)], lambda t: memory.main.parse_text(t))[1];

CREATE MACRO memory.main.try_parse_text(x) AS CASE WHEN json_valid(x) THEN CAST(x AS JSON) END;

CREATE MACRO memory.main.try_parse_json(x) AS
    list_transform([memory.main.as_text(x)], lambda t: memory.main.try_parse_text(t))[1];

CREATE MACRO memory.main.nonzero(x) AS CASE WHEN fails(CASE WHEN x = 0 THEN 'Division by zero' END) THEN x ELSE x END;

CREATE MACRO memory.main.nullifzero(x) AS CASE WHEN x = 0 THEN NULL ELSE x END;

CREATE MACRO memory.main.zeroifnull(x) AS CASE WHEN x IS NULL THEN 0 ELSE x END;

-- An object without some of its keys; what is no object has none.
CREATE MACRO memory.main.only_object(x) AS CASE WHEN json_type(x) = 'OBJECT' THEN x END;

CREATE MACRO memory.main.object_without(x, keys) AS json_without(
    CASE WHEN json_type(x) = 'OBJECT' THEN x::VARCHAR END, keys)::JSON;

CREATE MACRO memory.main.array_size(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN json_array_length(x)::INTEGER END;

CREATE MACRO memory.main.get_element(x, k) AS memory.main.element_at(
    x, CASE typeof(k) WHEN 'VARCHAR' THEN '$."' || replace(k::VARCHAR, '"', '""') || '"' ELSE '$[' || k || ']' END);

CREATE MACRO memory.main.type_name(x) AS CASE json_type(x)
    WHEN 'NULL' THEN 'NULL_VALUE'
    WHEN 'BIGINT' THEN 'INTEGER'
    WHEN 'UBIGINT' THEN 'INTEGER'
    WHEN 'HUGEINT' THEN 'INTEGER'
    WHEN 'DOUBLE' THEN CASE WHEN regexp_matches(x::VARCHAR, '[eE]|\.0$') THEN 'DOUBLE' ELSE 'DECIMAL' END
    ELSE json_type(x) END;

CREATE MACRO memory.main.strip_null_value(x) AS CASE WHEN json_type(x) = 'NULL' THEN NULL ELSE x END;

-- An object of the pairs that are not NULL.
CREATE MACRO memory.main.object_of(pairs) AS
    CAST('{' || array_to_string(list_filter(pairs, lambda p: p IS NOT NULL), ',') || '}' AS JSON);

CREATE MACRO memory.main.pair(k, v) AS
    CASE WHEN v IS NOT NULL THEN to_json(k)::VARCHAR || ':' || memory.main.as_variant(v)::VARCHAR END;

CREATE MACRO memory.main.element(v) AS coalesce(memory.main.as_variant(v)::VARCHAR, 'null');

-- An array of the values that are not NULL.
CREATE MACRO memory.main.array_of(elements) AS CAST('[' || array_to_string(
    list_transform(list_filter(coalesce(elements, []), lambda e: e IS NOT NULL), lambda e: memory.main.element(e)),
    ',') || ']' AS JSON);
