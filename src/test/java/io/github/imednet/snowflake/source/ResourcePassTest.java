package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.run.SettingsOf;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A list that is read page by page. */
class ResourcePassTest {

    /** What replaces a study's rows is the whole list, or nothing. */
    @Test
    void aListOfWhichAPageWasNotTakenIsNotTheWholeList() {
        ResourcePass pass = ResourcePass.lookup(SettingsOf.defaults(Map.of()), ImednetResource.SITES, "STUDY1");
        pass.read(("{\"pagination\":{\"currentPage\":0,\"totalElements\":2},\"data\":[{\"siteId\":1},{\"siteId\":2}]}")
                .getBytes(StandardCharsets.UTF_8));

        pass.requireAll(2);
        assertThatThrownBy(() -> pass.requireAll(1))
                .isInstanceOf(ImednetApiException.class)
                .hasMessageContaining("1 of 2 entities of iMednet's");
    }
}
