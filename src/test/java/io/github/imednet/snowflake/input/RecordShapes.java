package io.github.imednet.snowflake.input;

import io.github.imednet.snowflake.model.RecordColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.arbitraries.ListArbitrary;

/**
 * Records as an API might send them at its worst: any JSON value in any field, in any order, and fields that come
 * again.
 */
public final class RecordShapes {

    private RecordShapes() {}

    /** A record with this id, and whatever else. */
    public static Arbitrary<Json.Object> record(long id) {
        Json.Field recordId = new Json.Field("recordId", new Json.Literal(Long.toString(id)));
        Arbitrary<Json.Field> again = json(1).map(value -> new Json.Field("recordId", value));
        return Combinators.combine(
                        fields(fieldName(), 2).ofMaxSize(24),
                        Arbitraries.integers().between(0, 24),
                        again.injectNull(0.8))
                .as((fields, place, idAgain) -> {
                    List<Json.Field> all = new ArrayList<>(fields);
                    all.add(Math.min(place, all.size()), recordId);
                    if (idAgain != null) {
                        all.add(idAgain);
                    }
                    return new Json.Object(all);
                });
    }

    /** Records with the ids 1 to {@code count}. */
    public static Arbitrary<List<Json.Object>> records(int count) {
        List<Arbitrary<Json.Object>> each = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            each.add(record(id));
        }
        return Combinators.combine(each).as(records -> records);
    }

    private static ListArbitrary<Json.Field> fields(Arbitrary<String> names, int depth) {
        return Combinators.combine(names, json(depth)).as(Json.Field::new).list();
    }

    private static Arbitrary<Json> json(int depth) {
        Arbitrary<Json> scalar = Arbitraries.frequencyOf(
                tuple(4, text()),
                tuple(3, number()),
                tuple(2, date()),
                tuple(1, Arbitraries.of("true", "false", "null").map(Json.Literal::new)));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<Json> array = json(depth - 1).list().ofMaxSize(4).map(Json.Array::new);
        Arbitrary<Json> object = fields(keyName(), depth - 1).ofMaxSize(5).map(Json.Object::new);
        return Arbitraries.frequencyOf(tuple(5, scalar), tuple(1, array), tuple(3, object));
    }

    private static <T> Tuple2<Integer, Arbitrary<? extends T>> tuple(int share, Arbitrary<? extends T> values) {
        return Tuple.of(share, values);
    }

    private static Arbitrary<String> fieldName() {
        List<String> columns = Arrays.stream(RecordColumn.values())
                .map(RecordColumn::field)
                .filter(field -> Objects.nonNull(field) && !field.equals("recordId"))
                .toList();
        return Arbitraries.frequencyOf(tuple(9, Arbitraries.of(columns)), tuple(2, keyName()));
    }

    private static Arbitrary<String> keyName() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "aeterm",
                        "AETERM",
                        "a",
                        "",
                        " ",
                        "a\"b",
                        "a'b",
                        "a\\",
                        "a.b",
                        "a[0]",
                        "$1",
                        "siteId (2)",
                        "dateCreated",
                        "x (JSON text)",
                        "\u0000",
                        "é",
                        "e\u0301",
                        "😀",
                        "\u202Ea",
                        "--",
                        "/*"),
                strings().filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name)));
    }

    private static Arbitrary<Json> text() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                strings(),
                                Arbitraries.of(
                                        "",
                                        " ",
                                        "\t\n",
                                        "007",
                                        "42",
                                        "true",
                                        "NULL",
                                        "null",
                                        "a'; DROP TABLE RECORDS; --",
                                        "${body}",
                                        "{{imednet.api-key}}",
                                        "\u0000",
                                        "\uD83D",
                                        "😀",
                                        "\u001B[31m")),
                        Arbitraries.of(true, false))
                .as(Json.Text::new);
    }

    private static Arbitrary<String> strings() {
        return Arbitraries.strings().all().ofMaxLength(8);
    }

    private static Arbitrary<Json> number() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60).map(text -> "9" + text);
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "0",
                                "-0",
                                "7",
                                "7.0",
                                "7.10",
                                "-1",
                                "1e3",
                                "1E+400",
                                "1e-400",
                                "4.2e1",
                                "0.1e-2",
                                "9223372036854775807",
                                "9223372036854775808",
                                "-9223372036854775808",
                                "1e99999999999",
                                "12345678901234567890.123456789",
                                "99999999999999999999999999999999999999",
                                "100000000000000000000000000000000000000",
                                "0.30000000000000004",
                                "1.7976931348623157e308"),
                        digits,
                        Combinators.combine(digits, digits).as((whole, fraction) -> "-" + whole + "." + fraction))
                .map(Json.Literal::new);
    }

    private static Arbitrary<Json> date() {
        return Arbitraries.of(
                        "2025-01-18 09:00:00",
                        "2025-02-30 09:00:00",
                        "2025-13-01 00:00:00",
                        "2025-01-18 24:00:00",
                        "2025-01-18",
                        "2025-01",
                        "2025",
                        "UNK",
                        "2025-UN-UN",
                        "2025-01-18T09:00:00-06:00",
                        "0000-00-00 00:00:00",
                        "0000-01-01 00:00:00",
                        "9999-12-31T23:59:59-10:00",
                        "+999999999-01-01T00:00:00",
                        "-0001-01-01T00:00:00",
                        "2025-01-18 09:00:00.1234567",
                        "2025-06-30 23:59:60",
                        "٢٠٢٥-٠١-١٨ ٠٩:٠٠:٠٠")
                .map(text -> new Json.Text(text, false));
    }
}
