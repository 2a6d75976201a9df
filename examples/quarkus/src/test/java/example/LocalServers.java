package example;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Both servers, for the time of the tests. */
public class LocalServers implements QuarkusTestResourceLifecycleManager {

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "servers");
            study = StudyData.sample(1200);
            imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
            snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
            Map<String, String> settings = new HashMap<>();
            settings.put("onrequest.imednet.base-url", imednet.uri().toString());
            settings.put("onrequest.imednet.api-key", ImednetServer.DEFAULT_API_KEY);
            settings.put("onrequest.imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY);
            settings.put("onrequest.snowflake.account", "local");
            settings.put("onrequest.snowflake.url", snowflake.uri().toString());
            settings.put("onrequest.snowflake.password", "local-password");
            settings.put("onrequest.snowflake.database", "IMEDNET");
            settings.put("onrequest.snowflake.schema", "PUBLIC");
            settings.put("onrequest.export.state-dir", directory.resolve("state").toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            imednet.close();
            snowflake.close();
            study.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
