package io.github.imednet.snowflake.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column that an entity of one of the API's lists has in Parquet (snake case) and in its table (upper case). */
public interface EntityColumn {

    /** Its name in the table, such as {@code SITE_NAME}. */
    String name();

    /** Its place among the columns of its list, from 0. */
    int ordinal();

    /** The field's name in the API, or null for a column that no single field fills. */
    @Nullable String field();

    ColumnKind kind();

    default String parquetName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
