package io.github.imednet.snowflake.local.snowflake.engine;

/** Kinds of statement with the ids by which the driver decides whether an answer is a result set or a count. */
public enum StatementType {
    SELECT(0x1000),
    DML(0x3000),
    INSERT(0x3100),
    UPDATE(0x3200),
    DELETE(0x3300),
    MERGE(0x3400),
    COPY(0x3600),
    UNLOAD(0x3700),
    SESSION(0x4000),
    ALTER_SESSION(0x4100),
    USE(0x4300),
    SHOW(0x4400),
    DESCRIBE(0x4500),
    LIST(0x4701),
    TRANSACTION(0x5000),
    DDL(0x6000),
    GET(0x7101),
    PUT(0x7102),
    REMOVE(0x7103),
    /** Several statements in a request, each with an answer of its own. */
    MULTI(0xA000);

    private final int id;

    StatementType(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }
}
