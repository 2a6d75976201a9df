package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageRequestTest {

    @Test
    void everyPageIsAskedForInTheOrderOfAnAttributeThatIsUnique() {
        PageRequest request = new PageRequest("STUDY1", 3, 500);

        assertThat(request.path()).isEqualTo("/api/v1/edc/studies/STUDY1/records");
        assertThat(request.query()).isEqualTo("page=3&size=500&sort=recordId%2CASC");
    }

    @Test
    void aStudyKeyCannotBreakOutOfItsPartOfThePath() {
        assertThat(new PageRequest("a b/../x?y=ü&z#", 0, 500).path())
                .isEqualTo("/api/v1/edc/studies/a%20b%2F..%2Fx%3Fy%3D%C3%BC%26z%23/records");
    }
}
