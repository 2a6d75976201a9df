package io.github.imednet.snowflake.local.imednet;

import java.util.List;
import java.util.Optional;

/** How a filter compares an attribute with a value. */
enum Operator {
    // The longer signs first: they are looked for in this order.
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    CONTAINS("=~"),
    LESS("<"),
    GREATER(">");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    static Optional<Operator> at(String text, int position) {
        return List.of(values()).stream().filter(operator -> text.startsWith(operator.sign, position)).findFirst();
    }

    String sign() {
        return sign;
    }

    boolean orders() {
        return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }

    /** @param comparison below zero if the attribute is less than the value, above if it is greater */
    boolean holds(int comparison) {
        return switch (this) {
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case CONTAINS -> throw new IllegalStateException("=~ does not compare");
        };
    }
}
