package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * A piece of SQL text.
 *
 * @param text a word in upper case, the unescaped content of a quoted identifier or string, what follows the {@code @}
 *     of a stage reference, else the characters themselves
 * @param start where the token starts in the statement's text, counted from 0
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        /** {@code ?} */
        BIND,
        /** {@code $1} */
        COLUMN_NUMBER,
        /** {@code $NAME} */
        VARIABLE,
        /** {@code @name/path} */
        STAGE,
        OPERATOR,
        END
    }

    /** Whether this is the unquoted word or the operator. */
    boolean is(String wordOrOperator) {
        return (kind == Kind.WORD || kind == Kind.OPERATOR) && text.equals(wordOrOperator);
    }

    /** Another token in the same place. */
    Token as(Kind otherKind, String otherText) {
        return new Token(otherKind, otherText, start, end);
    }

    /** Whether the statement has it without quotes, so that it stands there as it is but for its case. */
    boolean isBare() {
        return kind == Kind.WORD || kind == Kind.QUOTED && end - start == text.length();
    }

    boolean isIdentifier() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
