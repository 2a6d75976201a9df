CREATE OR REPLACE TABLE adbc_alltypes (bigint_t NUMBER(38, 0), blob_t BINARY, boolean_t BOOLEAN, date_t DATE, int_t NUMBER(38, 0), smallint_t NUMBER(38, 0), text_t VARCHAR, time_without_time_zone_t TIME(9), timestamp_without_time_zone_t TIMESTAMP_NTZ(9), timestamp_with_time_zone_t TIMESTAMP_LTZ(9)) AS
SELECT 42, TO_BINARY('61626364', 'HEX'), TRUE, '2000-01-01'::DATE, 42, 42, 'foo', '04:05:06.123456'::TIME, '2000-01-02 03:04:05.123'::TIMESTAMP_NTZ, '2000-01-01 21:04:05.123 +00:00'::TIMESTAMP_LTZ
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
