package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An answer's JSON, written as it is sent, so that a large result needs no second copy in memory. */
@FunctionalInterface
interface Answer {

    void write(JsonGenerator json) throws IOException;
}
